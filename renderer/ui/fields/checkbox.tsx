import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField, Text } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { Icon } from '../icon.tsx'
import marks from './check-mark.module.css'
import styles from './choice.module.css'

export interface CheckboxProps {
  children: ReactNode
  /** A second line. */
  description?: ReactNode
  isSelected: boolean
  /** Some of what it stands for is chosen. */
  isIndeterminate?: boolean | undefined
  onChange: (isSelected: boolean) => void
  isDisabled?: boolean | undefined
  isInvalid?: boolean | undefined
  isReadOnly?: boolean | undefined
  autoFocus?: boolean | undefined
  /** Instead of children, where there are no words beside it. */
  'aria-label'?: string | undefined
}

export function Checkbox({
  children,
  description,
  isSelected,
  isIndeterminate = false,
  onChange,
  isDisabled = false,
  isInvalid = false,
  isReadOnly = false,
  autoFocus,
  'aria-label': label,
}: CheckboxProps) {
  return (
    <CheckboxField
      {...given({ autoFocus, 'aria-label': label })}
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      onChange={onChange}
      isDisabled={isDisabled}
      isInvalid={isInvalid}
      isReadOnly={isReadOnly}
      validationBehavior="aria"
      className={styles['field'] ?? ''}
    >
      <CheckboxButton className={styles['choice'] ?? ''}>
        <span aria-hidden className={classNames(marks['mark'])}>
          {isIndeterminate ? <Icon name="minus" size={12} /> : isSelected && <Icon name="check" size={12} />}
        </span>
        <span className={styles['words']}>{children}</span>
      </CheckboxButton>
      {description !== undefined && (
        <Text slot="description" className={styles['description'] ?? ''}>
          {description}
        </Text>
      )}
    </CheckboxField>
  )
}
