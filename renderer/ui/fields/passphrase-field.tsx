import { type KeyboardEvent, useState } from 'react'
import { Group, Input, TextField as AriaTextField } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import styles from './passphrase-field.module.css'

export interface PassphraseFieldProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  size?: 'md' | 'lg' | undefined
  autoFocus?: boolean | undefined
  isDisabled?: boolean | undefined
  onBlur?: (() => void) | undefined
}

/**
 * A secret. It can be shown while it is typed, says when Caps Lock is on, and has no name and nothing by which a
 * browser would offer to keep it.
 */
export function PassphraseField({
  label,
  isLabelHidden,
  hint,
  error,
  size = 'md',
  autoFocus,
  value,
  onChange,
  isDisabled = false,
  onBlur,
}: PassphraseFieldProps) {
  const [isShown, setShown] = useState(false)
  const [isCapsLock, setCapsLock] = useState(false)
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <AriaTextField
      {...given({ autoFocus, onBlur })}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      validationBehavior="aria"
      type={isShown ? 'text' : 'password'}
      autoComplete="new-password"
      autoCorrect="off"
      spellCheck="false"
      isInvalid={Boolean(error)}
      className={classNames(fieldStyles['field'], size === 'lg' && fieldStyles['lg'])}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={fieldStyles['box'] ?? ''} isInvalid={Boolean(error)}>
        <Input
          className={classNames(fieldStyles['input'], isShown && fieldStyles['mono'])}
          autoCapitalize="none"
          onKeyDown={look}
          onKeyUp={look}
          onBlur={() => setCapsLock(false)}
        />
        <span className={styles['eye']}>
          <IconButton
            size="sm"
            icon={isShown ? 'eye-off' : 'eye'}
            label={`Show ${label.toLocaleLowerCase()}`}
            isPressed={isShown}
            isDisabled={isDisabled}
            onPress={() => setShown(!isShown)}
          />
        </span>
      </Group>
      <output className={styles['caps']}>
        {isCapsLock && (
          <>
            <Icon name="warning" size={14} />
            Caps Lock is on
          </>
        )}
      </output>
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  )
}
