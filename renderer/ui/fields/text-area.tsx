import type { KeyboardEvent, Ref } from 'react'
import { Group, TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import styles from './text-area.module.css'

export interface TextAreaProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string | undefined
  /** Lines at first. It grows with what is written, up to `maxRows`, then scrolls. */
  rows?: number | undefined
  maxRows?: number | undefined
  /** "plain" has no box of its own: for the composer, which is one. */
  variant?: 'box' | 'plain' | undefined
  isDisabled?: boolean | undefined
  isReadOnly?: boolean | undefined
  autoFocus?: boolean | undefined
  maxLength?: number | undefined
  onKeyDown?: ((event: KeyboardEvent<HTMLTextAreaElement>) => void) | undefined
  textAreaRef?: Ref<HTMLTextAreaElement> | undefined
}

/** Several lines. Its text takes the direction of its first letters. */
export function TextArea({
  label,
  isLabelHidden,
  hint,
  error,
  value,
  onChange,
  placeholder,
  rows = 2,
  maxRows = 12,
  variant = 'box',
  isDisabled = false,
  isReadOnly = false,
  autoFocus,
  maxLength,
  onKeyDown,
  textAreaRef,
}: TextAreaProps) {
  const isBox = variant === 'box'
  const area = (
    <AriaTextArea
      {...given({ placeholder, onKeyDown })}
      ref={textAreaRef}
      rows={rows}
      dir="auto"
      style={{ maxHeight: `calc(${maxRows} * 1lh + 8px)` }}
      className={classNames(styles['area'], isBox && fieldStyles['input'], !isBox && styles['plain'])}
    />
  )
  return (
    <AriaTextField
      {...given({ autoFocus, maxLength })}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      isInvalid={Boolean(error)}
      autoComplete="off"
      validationBehavior="aria"
      className={fieldStyles['field'] ?? ''}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      {isBox ? (
        <Group className={fieldStyles['box'] ?? ''} isInvalid={Boolean(error)}>
          {area}
        </Group>
      ) : (
        area
      )}
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  )
}
