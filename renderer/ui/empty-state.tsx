import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  icon?: IconName | undefined
  /** What a person would say: "No documents yet". */
  title: string
  children?: ReactNode
  actions?: ReactNode
  /** Level of its heading in the page. */
  level?: 1 | 2 | 3 | 4 | undefined
}

/** Where something will be, and how it gets there. */
export function EmptyState({ icon, title, children, actions, level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className={styles['empty']}>
      {icon && <Icon name={icon} size={20} />}
      <Heading className={styles['title']}>{title}</Heading>
      {children !== undefined && <div className={styles['text']}>{children}</div>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}
