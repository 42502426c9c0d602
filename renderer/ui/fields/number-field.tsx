import { Button, Group, Input, NumberField as AriaNumberField } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { Icon } from '../icon.tsx'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import styles from './number-field.module.css'

export interface NumberFieldProps extends FieldProps {
  value: number
  /** Only with a number: an emptied field gives the last one back. */
  onChange: (value: number) => void
  minValue?: number | undefined
  maxValue?: number | undefined
  step?: number | undefined
  /** What is counted, at its end. */
  unit?: string | undefined
  formatOptions?: Intl.NumberFormatOptions | undefined
  size?: 'md' | 'lg' | undefined
  isDisabled?: boolean | undefined
}

export function NumberField({
  label,
  isLabelHidden,
  hint,
  error,
  value,
  onChange,
  minValue,
  maxValue,
  step,
  unit,
  formatOptions,
  size = 'md',
  isDisabled = false,
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...given({ minValue, maxValue, step, formatOptions })}
      value={value}
      onChange={(next) => {
        if (Number.isFinite(next)) onChange(next)
      }}
      isDisabled={isDisabled}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classNames(fieldStyles['field'], size === 'lg' && fieldStyles['lg'])}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={classNames(fieldStyles['box'], styles['box'])}>
        <Input className={classNames(fieldStyles['input'], styles['input'])} autoComplete="off" />
        {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
        <Button slot="decrement" className={styles['step'] ?? ''}>
          <Icon name="minus" size={12} />
        </Button>
        <Button slot="increment" className={styles['step'] ?? ''}>
          <Icon name="plus" size={12} />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
    </AriaNumberField>
  )
}
