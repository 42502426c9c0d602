import type { Ref } from 'react'
import { Group, Input, SearchField as AriaSearchField } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { KeyCap } from '../key-cap.tsx'
import { FieldLabel } from './field.tsx'
import fieldStyles from './field.module.css'
import styles from './search-field.module.css'

export interface SearchFieldProps {
  /** For a screen reader; the placeholder says it to the eye. */
  label: string
  value: string
  onChange: (value: string) => void
  /** On Enter. */
  onSubmit?: ((value: string) => void) | undefined
  placeholder?: string | undefined
  /** Keys that lead here, shown while it is empty. */
  keys?: string | undefined
  size?: 'md' | 'lg' | undefined
  autoFocus?: boolean | undefined
  isDisabled?: boolean | undefined
  inputRef?: Ref<HTMLInputElement> | undefined
}

/** Escape, and the cross at its end, empty it. */
export function SearchField({
  label,
  value,
  onChange,
  onSubmit,
  placeholder,
  keys,
  size = 'md',
  autoFocus,
  isDisabled = false,
  inputRef,
}: SearchFieldProps) {
  return (
    <AriaSearchField
      {...given({ autoFocus, onSubmit })}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      autoComplete="off"
      className={classNames(fieldStyles['field'], styles['search'], size === 'lg' && fieldStyles['lg'])}
    >
      <FieldLabel label={label} isLabelHidden />
      <Group className={fieldStyles['box'] ?? ''}>
        <Icon name="search" />
        <Input
          className={classNames(fieldStyles['input'], styles['input'])}
          dir="auto"
          {...given({ placeholder })}
          ref={inputRef}
        />
        {value === '' && keys !== undefined && (
          <span className={styles['keys']}>
            <KeyCap isBare>{keys}</KeyCap>
          </span>
        )}
        {value !== '' && (
          <span className={styles['clear']}>
            <IconButton size="sm" icon="x" label="Clear" />
          </span>
        )}
      </Group>
    </AriaSearchField>
  )
}
