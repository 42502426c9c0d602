import { Facts } from '../../ui/facts.tsx'
import { SealedValue } from '../../ui/marks/sealed-value.tsx'
import { languageOf } from '../../sources/language-of.ts'
import { durationWords, momentWords } from '../day.ts'
import { FieldValue } from '../entry/field-value.tsx'
import { fieldWords, inFieldOrder } from '../entry/field-words.ts'
import { useEntryNames } from '../entry/use-entry-names.ts'
import type { OpenedEntry } from '../log.ts'
import { actorWords } from '../log-rows.ts'
import { citedSpans } from './cited-spans.ts'
import { Flow } from './flow.tsx'
import { Passages } from './passages.tsx'
import { Record } from './record.tsx'
import styles from './trace.module.css'
import type { AnswerTrace } from './use-trace.ts'

export interface TraceProps {
  trace: AnswerTrace
  /** Something else is shown instead. */
  onClose: () => void
}

/** What is told elsewhere on this sheet. */
const told = new Set(['question', 'passages', 'text', 'citations', 'found'])

/** The way that it took, question, passages, words shown, times, and the two entries that prove them. */
export function Trace({ trace, onClose }: TraceProps) {
  const { began, ended, passages } = trace
  const names = useEntryNames()
  const cited = citedSpans(ended)
  const more = [began, ...(ended ? [ended] : [])].flatMap((opened) =>
    inFieldOrder(Object.keys(opened.entry.sealed))
      .filter((field) => !told.has(field))
      .map((field) => ({ label: fieldWords(field), value: <Field opened={opened} field={field} /> })),
  )
  return (
    <div className={styles['trace']}>
      <Facts
        facts={[
          { label: 'Asked by', value: `${actorWords(began.entry, names)}, ${began.entry.role}` },
          { label: 'Asked', value: momentWords(began.entry.at) },
          {
            label: 'Took',
            value: ended ? durationWords(ended.entry.at - began.entry.at) : 'It is being made',
          },
          { label: 'Outcome', value: outcomeWords(ended) },
        ]}
      />
      <Flow trace={trace} />
      <section aria-labelledby="trace-question">
        <h3 id="trace-question" className={styles['title']}>
          Question
        </h3>
        <Words opened={began} field="question" />
      </section>
      <Passages passages={passages} cited={cited} onClose={onClose} />
      <section aria-labelledby="trace-shown">
        <h3 id="trace-shown" className={styles['title']}>
          Text shown
        </h3>
        {ended ? <Words opened={ended} field="text" /> : <p>Nothing yet.</p>}
      </section>
      <section aria-labelledby="trace-made">
        <h3 id="trace-made" className={styles['title']}>
          Made with
        </h3>
        <Facts facts={more} />
      </section>
      <Record trace={trace} />
    </div>
  )
}

function Field({ opened, field }: { opened: OpenedEntry; field: string }) {
  const names = useEntryNames()
  const opening = opened.openings[field]
  if (!opening || !('value' in opening))
    return <SealedValue word={opening?.unopened === 'erased' ? 'erased' : 'sealed'} />
  return <FieldValue field={field} value={opening.value} names={names} onShow={() => undefined} />
}

/** Words of a person or of a document. */
function Words({ opened, field }: { opened: OpenedEntry; field: string }) {
  const opening = opened.openings[field]
  if (!opening || !('value' in opening)) return <Field opened={opened} field={field} />
  const words = typeof opening.value === 'string' ? opening.value : ''
  if (words === '') return <p className={styles['none']}>Nothing</p>
  return (
    <p className={styles['words']} dir="auto" lang={languageOf(words)}>
      {words}
    </p>
  )
}

function outcomeWords(ended: OpenedEntry | null): string {
  switch (ended?.entry.outcome) {
    case undefined:
      return 'Not ended'
    case 'done': {
      const found = ended?.openings['found']
      return found && 'value' in found && found.value === false ? 'Not found in these documents' : 'Answered'
    }
    case 'stopped':
      return 'Stopped by its asker'
    case 'interrupted':
      return 'Interrupted: the workspace closed before it ended'
    default:
      return 'Something went wrong before it ended'
  }
}
