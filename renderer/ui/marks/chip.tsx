import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Icon, type IconName } from '../icon.tsx'
import styles from './chip.module.css'

export interface ChipProps {
  children: ReactNode
  tone?: 'neutral' | 'ok' | 'warn' | 'danger' | undefined
  icon?: IconName | undefined
  /** Gives it a cross. */
  onRemove?: (() => void) | undefined
  /** What the cross is called: "Remove Tax". */
  removeLabel?: string | undefined
}

/** A short word in a box: a group, a file that was added. */
export function Chip({ children, tone = 'neutral', icon, onRemove, removeLabel = 'Remove' }: ChipProps) {
  return (
    <span className={classNames(styles['chip'], styles[tone], onRemove && styles['removable'])}>
      {icon && <Icon name={icon} size={12} />}
      <span className={styles['words']}>{children}</span>
      {onRemove && (
        <Button aria-label={removeLabel} onPress={onRemove} className={styles['remove'] ?? ''}>
          <Icon name="x" size={12} />
        </Button>
      )}
    </span>
  )
}
