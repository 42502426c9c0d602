import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Facts } from '../../ui/facts.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { momentWords } from '../day.ts'
import { type OpenedEntry, useEntry } from '../log.ts'
import { actorWords } from '../log-rows.ts'
import { Proof } from '../proof/proof.tsx'
import type { EntryNames } from './entry-names.ts'
import styles from './entry-pane.module.css'
import { entryWords } from './entry-words.ts'
import { FieldValue } from './field-value.tsx'
import { fieldWords } from './field-words.ts'
import { SealedFields } from './sealed-fields.tsx'

export interface EntryPaneProps {
  seq: number
  names: EntryNames
  newer: number | null
  older: number | null
  onShow: (seq: number) => void
  onClose: () => void
}

/** One entry: what it says, what of it is sealed, and that it is in the log. */
export function EntryPane({ seq, names, newer, older, onShow, onClose }: EntryPaneProps) {
  const entry = useEntry(seq)
  return (
    <>
      <Toolbar
        level={2}
        title={`Entry ${seq.toLocaleString()}`}
        actions={
          <>
            <IconButton
              icon="chevron-up"
              label="Newer entry"
              isDisabled={newer === null}
              onPress={() => newer !== null && onShow(newer)}
            />
            <IconButton
              icon="chevron-down"
              label="Older entry"
              isDisabled={older === null}
              onPress={() => older !== null && onShow(older)}
            />
            <IconButton icon="x" label="Close" onPress={onClose} />
          </>
        }
      />
      <div className={styles['detail']}>
        {entry.isPending && <Skeleton label="Opening the entry" count={6} />}
        {entry.isError && (
          <Banner tone="danger" isAlert title="This entry cannot be shown">
            {sentenceOf(entry.error)}
          </Banner>
        )}
        {entry.data && (
          <>
            <Plain entry={entry.data.entry} names={names} onShow={onShow} />
            <SealedFields opened={entry.data} names={names} onShow={onShow} />
            <Proof opened={entry.data} />
          </>
        )}
      </div>
    </>
  )
}

const outcomes: Readonly<Record<string, string>> = {
  done: 'Done',
  refused: 'Refused',
  failed: 'Failed',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
}

function Plain({
  entry,
  names,
  onShow,
}: Pick<EntryPaneProps, 'names' | 'onShow'> & { entry: OpenedEntry['entry'] }) {
  const actor = actorWords(entry, names)
  return (
    <Facts
      facts={[
        { label: 'What', value: <strong>{entryWords(entry, names)}</strong> },
        { label: 'When', value: momentWords(entry.at) },
        { label: 'Who', value: entry.actor === null ? actor : `${actor}, ${entry.role}` },
        { label: 'Outcome', value: outcomes[entry.outcome] ?? entry.outcome },
        ...Object.entries(entry.about).map(([field, value]) => ({
          label: fieldWords(field),
          value: <FieldValue field={field} value={value} names={names} onShow={onShow} />,
        })),
      ]}
    />
  )
}
