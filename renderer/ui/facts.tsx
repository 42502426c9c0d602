import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './facts.module.css'

export interface FactsProps {
  facts: readonly { label: string; value: ReactNode }[]
  /** "lined" has a hairline under each. */
  variant?: 'plain' | 'lined' | undefined
}

/** Names and values: what an entry says, what a file is. */
export function Facts({ facts, variant = 'plain' }: FactsProps) {
  return (
    <dl className={classNames(styles['facts'], styles[variant])}>
      {facts.map(({ label, value }) => (
        <div key={label} className={styles['fact']}>
          <dt className={styles['label']}>{label}</dt>
          <dd className={styles['value']}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
