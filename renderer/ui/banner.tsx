import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import styles from './banner.module.css'

export interface BannerProps {
  tone?: 'neutral' | 'ok' | 'warn' | 'danger' | undefined
  /** What happened. */
  title?: ReactNode
  /** What it means, and what to do. */
  children?: ReactNode
  actions?: ReactNode
  icon?: IconName | undefined
  /** Read out as soon as it appears: for what went wrong just now. */
  isAlert?: boolean | undefined
}

const tones = { neutral: 'info', ok: 'ok-circle', warn: 'warning', danger: 'danger' } as const

/** Says in place what happened, then what to do. */
export function Banner({ tone = 'neutral', title, children, actions, icon, isAlert = false }: BannerProps) {
  return (
    <div role={isAlert ? 'alert' : undefined} className={classNames(styles['banner'], styles[tone])}>
      <Icon name={icon ?? tones[tone]} />
      <div className={styles['content']}>
        <div className={styles['words']}>
          {title !== undefined && <p className={styles['title']}>{title}</p>}
          {children !== undefined && <div className={styles['text']}>{children}</div>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
    </div>
  )
}
