import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../../workspace.tsx'
import { Hash } from '../../ui/marks/hash.tsx'
import { Status } from '../../ui/marks/status.tsx'
import { momentWords } from '../day.ts'
import type { OpenedEntry } from '../log.ts'
import { verifyEntry } from '../proof/inclusion.ts'
import styles from './trace.module.css'
import type { AnswerTrace } from './use-trace.ts'

/** The two entries that hold all of this, each led to the root of the log by this page itself. */
export function Record({ trace: { began, ended } }: { trace: AnswerTrace }) {
  return (
    <section aria-labelledby="trace-record">
      <h3 id="trace-record" className={styles['title']}>
        Record
        <span className={styles['meta']}>in the log before anything was shown, and again with what was</span>
      </h3>
      <dl className={styles['record']}>
        <RecordedEntry label="Began" opened={began} />
        {ended && <RecordedEntry label="Ended" opened={ended} />}
      </dl>
    </section>
  )
}

function RecordedEntry({ label, opened }: { label: string; opened: OpenedEntry }) {
  const { binding } = useWorkspace()
  const { entry, leafHash, proof } = opened
  const verified = useQuery({
    queryKey: ['log.entry.verified', binding, entry.seq, proof.size],
    queryFn: async () => await verifyEntry(opened),
    gcTime: 0,
  })
  return (
    <div className={styles['entry']}>
      <dt>{label}</dt>
      <dd>
        <span>
          Entry {entry.seq.toLocaleString()}, {momentWords(entry.at)}
        </span>
        {verified.data === undefined && <Status tone="busy">Working out the root</Status>}
        {verified.data?.kind === 'included' && (
          <Status tone="ok">In the log of {verified.data.size.toLocaleString()} entries, unchanged</Status>
        )}
        {verified.data?.kind === 'not-included' && (
          <Status tone="danger">It does not lead to the root of the log. Check the log.</Status>
        )}
        <Hash value={leafHash} label={`hash of entry ${entry.seq}`} />
      </dd>
    </div>
  )
}
