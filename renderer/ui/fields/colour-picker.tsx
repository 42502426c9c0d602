import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import { Icon } from '../icon.tsx'
import { workspaceColours } from '../workspace-colour.ts'
import fieldStyles from './field.module.css'
import styles from './colour-picker.module.css'

export interface ColourPickerProps {
  label?: string | undefined
  /** An index into `workspaceColours`. */
  value: number
  onChange: (index: number) => void
  isDisabled?: boolean | undefined
}

/** The colour of a client. Each has a name, since a hue alone tells nobody everything. */
export function ColourPicker({ label = 'Colour', value, onChange, isDisabled = false }: ColourPickerProps) {
  return (
    <RadioGroup
      value={String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
      orientation="horizontal"
      isDisabled={isDisabled}
      className={fieldStyles['field'] ?? ''}
    >
      <Label className={fieldStyles['label'] ?? ''}>{label}</Label>
      <div className={styles['row']}>
        {workspaceColours.map((colour, index) => (
          <RadioField key={colour} value={String(index)}>
            <RadioButton data-ws={colour} className={styles['swatch'] ?? ''}>
              {({ isSelected }) => (
                <>
                  <span aria-hidden className={styles['disc']}>
                    {isSelected && <Icon name="check" size={14} />}
                  </span>
                  <span className={styles['name']}>{colour}</span>
                </>
              )}
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  )
}
