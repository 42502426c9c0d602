import { type ReactNode, useState } from 'react'
import { AskOpeningsDialog } from '../../grants/ask-openings-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Hash } from '../../ui/marks/hash.tsx'
import { SealedValue } from '../../ui/marks/sealed-value.tsx'
import { useWorkspace } from '../../workspace.tsx'
import type { OpenedEntry } from '../log.ts'
import type { EntryNames } from './entry-names.ts'
import { FieldValue } from './field-value.tsx'
import { fieldWords, inFieldOrder } from './field-words.ts'
import styles from './sealed-fields.module.css'

export interface SealedFieldsProps {
  opened: OpenedEntry
  names: EntryNames
  onShow: (seq: number) => void
}

/** What stands in the log as commitments alone, with what of it this reader may see. */
export function SealedFields({ opened, names, onShow }: SealedFieldsProps) {
  const { role } = useWorkspace().about
  const [isAsking, setAsking] = useState(false)
  const { sealed } = opened.entry
  const fields = inFieldOrder(Object.keys(sealed))
  if (fields.length === 0) return null
  const openings = fields.map((field) => opened.openings[field] ?? { unopened: 'not-readable' as const })
  return (
    <section className={styles['sealed']} aria-label="Sealed fields">
      <h3 className={styles['title']}>Sealed in the log</h3>
      <dl className={styles['fields']}>
        {fields.map((field) => (
          <div key={field} className={styles['field']}>
            <dt className={styles['label']}>{fieldWords(field)}</dt>
            <dd className={styles['value']}>
              <Opening field={field} opening={opened.openings[field]} names={names} onShow={onShow} />
              <span className={styles['commitment']}>
                <Hash
                  value={sealed[field] ?? ''}
                  label={`commitment of ${fieldWords(field).toLowerCase()}`}
                />
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {role === 'auditor' && openings.some(isNotReadable) && (
        <div>
          <Button size="sm" onPress={() => setAsking(true)}>
            Ask an owner to open them…
          </Button>
          {isAsking && <AskOpeningsDialog entries={[opened.entry.seq]} onClose={() => setAsking(false)} />}
        </div>
      )}
      <p className={styles['why']}>
        <Icon name="lock" size={14} />
        <span>
          <Why openings={openings} />
        </span>
      </p>
    </section>
  )
}

function isNotReadable(opening: Openings[string]): boolean {
  return 'unopened' in opening && opening.unopened === 'not-readable'
}

type Openings = OpenedEntry['openings']

function Opening({
  field,
  opening,
  names,
  onShow,
}: Omit<SealedFieldsProps, 'opened'> & { field: string; opening: Openings[string] | undefined }): ReactNode {
  if (opening && 'value' in opening)
    return <FieldValue field={field} value={opening.value} names={names} onShow={onShow} />
  return <SealedValue word={opening?.unopened === 'erased' ? 'erased' : 'sealed'} />
}

/** Why one may read it, or may not. */
function Why({ openings }: { openings: readonly Openings[string][] }): ReactNode {
  const { role } = useWorkspace().about
  const isErased = openings.some((opening) => 'unopened' in opening && opening.unopened === 'erased')
  const isHidden = openings.some((opening) => 'unopened' in opening && opening.unopened === 'not-readable')
  const isOpen = openings.some((opening) => 'value' in opening)
  return [
    isOpen && role === 'auditor'
      ? 'The log holds only the hashes below each value. You can read the values because an owner has granted it to you for a while.'
      : 'The log holds only the hashes below each value. You can read the values because you are an owner.',
    isHidden &&
      (role === 'owner'
        ? 'Some of it comes from documents that you may not read.'
        : 'Sealed fields are proven, but not shown to auditors. An owner can open them for you.'),
    isErased &&
      'What was erased went with the document that it came from. Its hash stays, so the log stands.',
  ]
    .filter(Boolean)
    .join(' ')
}
