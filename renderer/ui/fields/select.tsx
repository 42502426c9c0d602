import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import { Icon, type IconName } from '../icon.tsx'
import { useBoundedLayer } from '../layer.tsx'
import menuStyles from '../overlays/menu.module.css'
import { VisuallyHidden } from '../visually-hidden.tsx'
import { FieldNotes, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import styles from './select.module.css'

interface SelectItem<Id extends string> {
  id: Id
  label: string
  description?: string | undefined
  icon?: IconName | undefined
}

export interface SelectProps<Id extends string> extends FieldProps {
  items: readonly SelectItem<Id>[]
  /** Null while nothing is chosen. */
  value: Id | null
  onChange: (id: Id) => void
  placeholder?: string | undefined
  icon?: IconName | undefined
  size?: 'sm' | 'md' | 'lg' | undefined
  /** "quiet" has no edge until it is touched: for toolbars and the composer. */
  variant?: 'box' | 'quiet' | undefined
  isDisabled?: boolean | undefined
}

/** One of a few. */
export function Select<Id extends string>({
  label,
  isLabelHidden = false,
  hint,
  error,
  items,
  value,
  onChange,
  placeholder = 'Choose',
  icon,
  size = 'md',
  variant = 'box',
  isDisabled = false,
}: SelectProps<Id>) {
  const layer = useBoundedLayer()
  const words = <Label className={fieldStyles['label'] ?? ''}>{label}</Label>
  return (
    <AriaSelect
      {...given({ placeholder })}
      value={value}
      onChange={(key) => {
        const chosen = items.find(({ id }) => id === key)
        if (chosen) onChange(chosen.id)
      }}
      isDisabled={isDisabled}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={fieldStyles['field'] ?? ''}
    >
      {isLabelHidden ? <VisuallyHidden>{words}</VisuallyHidden> : words}
      <Button className={classNames(styles['button'], styles[variant], styles[size])}>
        {icon && <Icon name={icon} size={14} />}
        <SelectValue className={styles['value'] ?? ''}>
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <Icon name="chevron-down" size={14} />
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover {...layer} className={menuStyles['popover'] ?? ''}>
        <ListBox items={items} className={menuStyles['menu'] ?? ''}>
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.label} className={menuStyles['item'] ?? ''}>
              {({ isSelected }) => (
                <>
                  {item.icon && <Icon name={item.icon} />}
                  <span className={menuStyles['words']}>
                    <Text slot="label">{item.label}</Text>
                    {item.description !== undefined && (
                      <Text slot="description" className={menuStyles['description'] ?? ''}>
                        {item.description}
                      </Text>
                    )}
                  </span>
                  <span className={menuStyles['tick']}>{isSelected && <Icon name="check" size={14} />}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
