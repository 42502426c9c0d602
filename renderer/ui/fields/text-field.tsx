import type { ReactNode, Ref } from 'react'
import {
  Group,
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
} from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given, type Loose } from '../given.ts'
import { Icon, type IconName } from '../icon.tsx'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'
import styles from './field.module.css'

export interface TextFieldProps
  extends FieldProps, Loose<Omit<AriaProps, 'children' | 'className' | 'style' | 'render' | 'isInvalid'>> {
  size?: 'md' | 'lg' | undefined
  icon?: IconName | undefined
  placeholder?: string | undefined
  /** At the end of the box: a unit, a mark that it matches. */
  end?: ReactNode
  /** For keys, codes and file names. */
  isMono?: boolean | undefined
  inputRef?: Ref<HTMLInputElement> | undefined
}

/** One line of text. The browser neither keeps nor offers what was typed, unless `autoComplete` says otherwise. */
export function TextField({
  label,
  isLabelHidden,
  hint,
  error,
  size = 'md',
  icon,
  placeholder,
  end,
  isMono = false,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      autoComplete="off"
      validationBehavior="aria"
      {...given(rest)}
      isInvalid={Boolean(error)}
      className={classNames(styles['field'], size === 'lg' && styles['lg'])}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={styles['box'] ?? ''} isInvalid={Boolean(error)}>
        {icon && <Icon name={icon} />}
        <Input
          className={classNames(styles['input'], isMono && styles['mono'])}
          {...given({ placeholder })}
          ref={inputRef}
        />
        {end}
      </Group>
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  )
}
