import type { ReactNode } from 'react'
import { ProgressBar as AriaProgressBar } from 'react-aria-components'
import { Busy } from './busy.tsx'
import { classNames } from './class-names.ts'
import styles from './progress-bar.module.css'

export interface ProgressBarProps {
  /** What is being done, for a screen reader. */
  label: string
  /** From 0 to 1. Null: it cannot be said. */
  value: number | null
  /** "workspace" for work within a client, in its colour. */
  tone?: 'workspace' | 'neutral' | 'danger' | undefined
  isPaused?: boolean | undefined
  /** Under the bar: how far, how long. */
  detail?: ReactNode
  /** Under it at the end: "Paused". */
  meta?: ReactNode
  /** 4 or 8 px. */
  size?: 'sm' | 'md' | undefined
}

/** Says what, how far and how long. Paused it is hatched; without a measure it is an empty bar beside a ring. */
export function ProgressBar({
  label,
  value,
  tone = 'neutral',
  isPaused = false,
  detail,
  meta,
  size = 'sm',
}: ProgressBarProps) {
  const isKnown = value !== null
  return (
    <AriaProgressBar
      aria-label={label}
      minValue={0}
      maxValue={1}
      isIndeterminate={!isKnown}
      value={isKnown ? Math.min(1, Math.max(0, value)) : 0}
      className={styles['progress'] ?? ''}
    >
      {({ percentage }) => (
        <>
          <span className={classNames(styles['track'], styles[size])}>
            <span
              className={classNames(styles['done'], styles[tone], isPaused && styles['paused'])}
              style={{ width: `${percentage ?? 0}%` }}
            />
          </span>
          {(detail !== undefined || meta !== undefined || !isKnown) && (
            <span className={styles['notes']}>
              {!isKnown && !isPaused && <Busy />}
              <span className={styles['detail']}>{detail}</span>
              <span className={styles['meta']}>{meta}</span>
            </span>
          )}
        </>
      )}
    </AriaProgressBar>
  )
}
