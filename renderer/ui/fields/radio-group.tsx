import type { ReactNode } from 'react'
import { Label, RadioButton, RadioField, RadioGroup as AriaRadioGroup, Text } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { VisuallyHidden } from '../visually-hidden.tsx'
import marks from './check-mark.module.css'
import { FieldNotes, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import styles from './radio-group.module.css'

interface RadioItem<Id extends string> {
  id: Id
  label: string
  description?: ReactNode
  isDisabled?: boolean | undefined
}

export interface RadioGroupProps<Id extends string> extends FieldProps {
  items: readonly RadioItem<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  /** "row" puts short ones beside each other. */
  layout?: 'cards' | 'row' | undefined
  isDisabled?: boolean | undefined
}

/** One of a few that need a word of explanation each. The whole card is the target. */
export function RadioGroup<Id extends string>({
  label,
  isLabelHidden = false,
  hint,
  error,
  items,
  value,
  onChange,
  layout = 'cards',
  isDisabled = false,
}: RadioGroupProps<Id>) {
  const words = <Label className={fieldStyles['label'] ?? ''}>{label}</Label>
  return (
    <AriaRadioGroup
      value={value}
      onChange={(chosen) => {
        const item = items.find(({ id }) => id === chosen)
        if (item) onChange(item.id)
      }}
      orientation={layout === 'row' ? 'horizontal' : 'vertical'}
      isDisabled={isDisabled}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={fieldStyles['field'] ?? ''}
    >
      {isLabelHidden ? <VisuallyHidden>{words}</VisuallyHidden> : words}
      <div className={styles[layout]}>
        {items.map((item) => (
          <RadioField key={item.id} value={item.id} isDisabled={item.isDisabled ?? false}>
            <RadioButton className={styles['choice'] ?? ''}>
              <span aria-hidden className={classNames(marks['mark'], marks['radio'])} />
              <span className={styles['words']}>
                <span className={styles['label']}>{item.label}</span>
                {item.description !== undefined && (
                  <Text slot="description" className={styles['description'] ?? ''}>
                    {item.description}
                  </Text>
                )}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldNotes hint={hint} error={error} />
    </AriaRadioGroup>
  )
}
