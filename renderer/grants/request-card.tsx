import type { ReactNode } from 'react'
import { Facts } from '../ui/facts.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Status, type StatusProps } from '../ui/marks/status.tsx'
import { stateWords } from './grant-words.ts'
import styles from './request-card.module.css'

export interface RequestCardProps {
  icon: IconName
  /** Who wants what. */
  title: string
  /** In their own words. */
  reason: string
  state: keyof typeof stateWords
  /** After the state: how much time is left. */
  note?: string | undefined
  facts?: readonly { label: string; value: ReactNode }[] | undefined
  actions?: ReactNode
  /** Of its heading in the page. */
  level?: 2 | 3 | undefined
}

const tones: Readonly<Record<RequestCardProps['state'], StatusProps['tone']>> = {
  waiting: 'neutral',
  live: 'ok',
  refused: 'danger',
  withdrawn: 'neutral',
  revoked: 'danger',
  expired: 'neutral',
  used: 'neutral',
}

/** One request: who, why, how it stands and what can be done about it. */
export function RequestCard({
  icon,
  title,
  reason,
  state,
  note,
  facts = [],
  actions,
  level = 3,
}: RequestCardProps) {
  const Heading = `h${level}` as const
  return (
    <article aria-label={title} className={styles['card']}>
      <header className={styles['head']}>
        <Icon name={icon} />
        <Heading className={styles['title']} dir="auto">
          {title}
        </Heading>
        <Status tone={tones[state]}>{note ? `${stateWords[state]}, ${note}` : stateWords[state]}</Status>
      </header>
      {reason !== '' && (
        <blockquote className={styles['reason']} dir="auto">
          {reason}
        </blockquote>
      )}
      {facts.length > 0 && <Facts facts={facts} />}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </article>
  )
}
