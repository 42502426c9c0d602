import type { ReactNode } from 'react'
import { SwitchButton, SwitchField, Text } from 'react-aria-components'
import { given } from '../given.ts'
import styles from './switch.module.css'

export interface SwitchProps {
  children: ReactNode
  description?: ReactNode
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  isDisabled?: boolean | undefined
  /** "end" puts it at the far edge, for a list of settings. */
  side?: 'start' | 'end' | undefined
  'aria-label'?: string | undefined
}

/** Something that is on or off at once, without a button to confirm. */
export function Switch({
  children,
  description,
  isSelected,
  onChange,
  isDisabled = false,
  side = 'start',
  'aria-label': label,
}: SwitchProps) {
  return (
    <SwitchField
      {...given({ 'aria-label': label })}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      className={styles[side] ?? ''}
    >
      <SwitchButton className={styles['choice'] ?? ''}>
        <span aria-hidden className={styles['track']} />
        <span className={styles['words']}>{children}</span>
      </SwitchButton>
      {description !== undefined && (
        <Text slot="description" className={styles['description'] ?? ''}>
          {description}
        </Text>
      )}
    </SwitchField>
  )
}
