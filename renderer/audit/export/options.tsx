import type { ReleaseLevel } from '../../../core/release-level.ts'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { type AskedExport, mayMask } from './asked-export.ts'
import styles from './options.module.css'

export interface OptionsProps {
  asked: AskedExport
  onAsked: (asked: AskedExport) => void
  isDisabled: boolean
}

const levels: readonly { id: ReleaseLevel; label: string; description: string }[] = [
  {
    id: 'proof',
    label: 'Proof only',
    description: 'That each entry exists, when, of which kind, and by whom as a code.',
  },
  { id: 'redacted', label: 'Redacted', description: 'Also which models were used. No names, no words.' },
  { id: 'named', label: 'Named', description: 'Also names of people, groups and documents. Still no words.' },
  {
    id: 'full',
    label: 'Full',
    description: 'Everything, with questions and answers, as far as you may read the documents behind them.',
  },
]

/** How much of which entries. */
export function Options({ asked, onAsked, isDisabled }: OptionsProps) {
  const isOwner = useWorkspace().about.role === 'owner'
  return (
    <div className={styles['options']}>
      <div className={styles['dates']}>
        <DateField
          label="From"
          isDisabled={isDisabled}
          value={asked.from}
          onChange={(from) => onAsked({ ...asked, from })}
        />
        <DateField
          label="To"
          isDisabled={isDisabled}
          value={asked.to}
          onChange={(to) => onAsked({ ...asked, to })}
        />
      </div>
      <p className={styles['hint']}>Left empty, the log from its first entry to its last.</p>
      <RadioGroup
        label="What the recipient can read"
        isDisabled={isDisabled}
        items={levels.map((level) => ({ ...level, isDisabled: !isOwner && mayMask(level.id) }))}
        value={asked.level}
        onChange={(level) => onAsked({ ...asked, level })}
        hint={isOwner ? undefined : 'Only owners can release names and words.'}
      />
      {mayMask(asked.level) && (
        <Checkbox
          isSelected={asked.masked}
          isDisabled={isDisabled}
          description="E-mail addresses, telephone, card, account and tax numbers, where they can be told for sure. A masked value cannot be checked against its hash."
          onChange={(masked) => onAsked({ ...asked, masked })}
        >
          Mask personal data
        </Checkbox>
      )}
    </div>
  )
}
