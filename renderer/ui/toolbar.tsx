import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './toolbar.module.css'

export interface ToolbarProps {
  title: ReactNode
  /** After the title: how many, of which kind. */
  meta?: ReactNode
  /** At the end. */
  actions?: ReactNode
  /** Between the two: a choice of views. */
  children?: ReactNode
  /** 1 for a screen, 2 for a pane in it. */
  level?: 1 | 2 | undefined
}

/** The head of a screen or of a pane. */
export function Toolbar({ title, meta, actions, children, level = 1 }: ToolbarProps) {
  const Heading = `h${level}` as const
  return (
    <header className={classNames(styles['toolbar'], level === 2 && styles['pane'])}>
      <Heading className={styles['title']} dir="auto">
        {title}
      </Heading>
      {meta !== undefined && <span className={styles['meta']}>{meta}</span>}
      <div className={styles['middle']}>{children}</div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </header>
  )
}
