import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Icon, type IconName } from '../icon.tsx'
import styles from './segmented.module.css'

interface SegmentedItem<Id extends string> {
  id: Id
  label: string
  icon?: IconName | undefined
  /** How many, after the label. */
  count?: number | undefined
  isDisabled?: boolean | undefined
}

export interface SegmentedProps<Id extends string> {
  /** What is being chosen, for a screen reader. */
  label: string
  items: readonly SegmentedItem<Id>[]
  value: Id
  onChange: (id: Id) => void
  isDisabled?: boolean | undefined
}

/** One of a few short words, all of them in sight. Always exactly one. */
export function Segmented<Id extends string>({
  label,
  items,
  value,
  onChange,
  isDisabled = false,
}: SegmentedProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = items.find(({ id }) => keys.has(id))
        if (chosen) onChange(chosen.id)
      }}
      className={styles['group'] ?? ''}
    >
      {items.map((item) => (
        <ToggleButton
          key={item.id}
          id={item.id}
          isDisabled={item.isDisabled ?? false}
          className={styles['segment'] ?? ''}
        >
          {item.icon && <Icon name={item.icon} size={14} />}
          {/* Holds the width of the strong words, so that nothing moves when one is chosen. */}
          <span className={styles['words']} data-words={item.label}>
            {item.label}
          </span>
          {item.count !== undefined && <span className={styles['count']}>{item.count.toLocaleString()}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
