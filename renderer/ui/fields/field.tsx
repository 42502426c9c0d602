import type { ReactNode } from 'react'
import { FieldError, Label, Text } from 'react-aria-components'
import { Icon } from '../icon.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'
import styles from './field.module.css'

export interface FieldProps {
  label: string
  /** Only where something else on the screen says it. */
  isLabelHidden?: boolean | undefined
  /** What to know before writing. */
  hint?: ReactNode
  /** What is wrong, and what would be right. Null or undefined: nothing. */
  error?: string | null | undefined
}

export function FieldLabel({ label, isLabelHidden = false }: Pick<FieldProps, 'label' | 'isLabelHidden'>) {
  const words = <Label className={styles['label'] ?? ''}>{label}</Label>
  return isLabelHidden ? <VisuallyHidden>{words}</VisuallyHidden> : words
}

/** Under the control: the error, or else the hint. Both belong to the control for a screen reader. */
export function FieldNotes({ hint, error }: Pick<FieldProps, 'hint' | 'error'>) {
  return (
    <>
      {hint !== undefined && hint !== null && !error && (
        <Text slot="description" className={styles['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      {error && (
        <FieldError className={styles['error'] ?? ''}>
          <Icon name="warning" size={14} />
          <span>{error}</span>
        </FieldError>
      )}
    </>
  )
}
