import type { ReactNode } from 'react'
import { Busy } from '../busy.tsx'
import { classNames } from '../class-names.ts'
import { Icon, type IconName } from '../icon.tsx'
import styles from './status.module.css'

export interface StatusProps {
  tone: 'ok' | 'warn' | 'danger' | 'busy' | 'neutral'
  icon?: IconName | undefined
  children: ReactNode
}

const tones = { ok: 'check', warn: 'warning', danger: 'set-aside', neutral: 'clock' } as const

/** How something stands: an icon and a word, so that nothing rests on colour. */
export function Status({ tone, icon, children }: StatusProps) {
  return (
    <span className={classNames(styles['status'], styles[tone])}>
      {tone === 'busy' && !icon ? (
        <Busy />
      ) : (
        <Icon name={icon ?? tones[tone === 'busy' ? 'neutral' : tone]} size={14} />
      )}
      <span className={styles['words']}>{children}</span>
    </span>
  )
}
