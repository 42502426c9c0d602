import { useState } from 'react'
import { AnswerId, DocumentId, StaffId } from '../../../core/ids.ts'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { momentWords } from '../day.ts'
import { type OpenedEntry, useEntry } from '../log.ts'
import { actorWords, type LogFilter } from '../log-rows.ts'
import { Proof } from '../proof/proof.tsx'
import { TraceDrawer } from '../trace/trace-drawer.tsx'
import { AccessThen } from './access-then.tsx'
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
  /** Shows the list of what a person did or of what was done with a document. */
  onOnly: (part: Partial<LogFilter>) => void
  onClose: () => void
}

/** One entry: what it says, what of it is sealed, and that it is in the log. */
export function EntryPane({ seq, names, newer, older, onShow, onOnly, onClose }: EntryPaneProps) {
  const entry = useEntry(seq)
  const [traced, setTraced] = useState<AnswerId | null>(null)
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
            <Ways entry={entry.data.entry} names={names} onOnly={onOnly} onTrace={setTraced} />
            <SealedFields opened={entry.data} names={names} onShow={onShow} />
            <Proof opened={entry.data} />
            <TraceDrawer answer={traced} onClose={() => setTraced(null)} />
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

/** From an entry to what belongs with it. */
function Ways({
  entry,
  names,
  onOnly,
  onTrace,
}: Pick<EntryPaneProps, 'names' | 'onOnly'> & {
  entry: OpenedEntry['entry']
  onTrace: (answer: AnswerId) => void
}) {
  const { actor, about } = entry
  const answer = AnswerId.safeParse(about['answer'])
  const document = DocumentId.safeParse(about['document'])
  const person = StaffId.safeParse(actor)
  return (
    <div className={styles['ways']}>
      {answer.success && (
        <Button size="sm" icon="trace" onPress={() => onTrace(answer.data)}>
          How this answer was made
        </Button>
      )}
      {document.success && (
        <Button size="sm" icon="filter" onPress={() => onOnly({ document: document.data })}>
          This document’s history
        </Button>
      )}
      {person.success && (
        <Button size="sm" icon="filter" onPress={() => onOnly({ person: person.data })}>
          {`All by ${names.person(person.data)}`}
        </Button>
      )}
      <AccessThen entry={entry} names={names} />
    </div>
  )
}
