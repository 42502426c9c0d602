import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup as AriaCheckboxGroup,
  Label,
  Text,
} from 'react-aria-components'
import { Icon } from '../icon.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'
import marks from './check-mark.module.css'
import styles from './choice.module.css'
import { FieldNotes, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'

export interface CheckboxGroupProps<Id extends string> extends FieldProps {
  items: readonly {
    id: Id
    label: string
    description?: string | undefined
    isDisabled?: boolean | undefined
  }[]
  value: readonly Id[]
  onChange: (ids: Id[]) => void
  isDisabled?: boolean | undefined
}

/** Any number of a few: the groups who may read. */
export function CheckboxGroup<Id extends string>({
  label,
  isLabelHidden = false,
  hint,
  error,
  items,
  value,
  onChange,
  isDisabled = false,
}: CheckboxGroupProps<Id>) {
  const words = <Label className={fieldStyles['label'] ?? ''}>{label}</Label>
  return (
    <AriaCheckboxGroup
      value={[...value]}
      onChange={(chosen) => onChange(items.filter(({ id }) => chosen.includes(id)).map(({ id }) => id))}
      isDisabled={isDisabled}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={fieldStyles['field'] ?? ''}
    >
      {isLabelHidden ? <VisuallyHidden>{words}</VisuallyHidden> : words}
      {items.map((item) => (
        <CheckboxField
          key={item.id}
          value={item.id}
          isDisabled={item.isDisabled ?? false}
          className={styles['field'] ?? ''}
        >
          <CheckboxButton className={styles['choice'] ?? ''}>
            {({ isSelected }) => (
              <>
                <span aria-hidden className={marks['mark']}>
                  {isSelected && <Icon name="check" size={12} />}
                </span>
                <span className={styles['words']}>{item.label}</span>
              </>
            )}
          </CheckboxButton>
          {item.description !== undefined && (
            <Text slot="description" className={styles['description'] ?? ''}>
              {item.description}
            </Text>
          )}
        </CheckboxField>
      ))}
      <FieldNotes hint={hint} error={error} />
    </AriaCheckboxGroup>
  )
}
