import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Hash } from '../../ui/marks/hash.tsx'
import { Status } from '../../ui/marks/status.tsx'
import { ScrollArea } from '../../ui/scroll-area.tsx'
import { useWorkspace } from '../../workspace.tsx'
import type { OpenedEntry } from '../log.ts'
import { verifyEntry } from './inclusion.ts'
import styles from './proof.module.css'
import { drawProof } from './proof-drawing.ts'
import { ProofPath } from './proof-path.tsx'

/** That the entry is in the log, worked out by this page and not taken from what it was told. */
export function Proof({ opened }: { opened: OpenedEntry }) {
  const { binding } = useWorkspace()
  const titleId = useId()
  const { entry, leaf, leafHash, proof } = opened
  const verified = useQuery({
    queryKey: ['log.entry.verified', binding, entry.seq, proof.size],
    queryFn: async () => await verifyEntry(opened),
    gcTime: 0,
  })
  const drawing = drawProof(entry.seq, proof.size)
  const hashes = proof.hashes.length
  return (
    <section className={styles['proof']} aria-labelledby={titleId}>
      <h3 id={titleId} className={styles['title']}>
        {verified.data === undefined && <Status tone="busy">Working out the root</Status>}
        {verified.data?.kind === 'included' && (
          <Status tone="ok" icon="ok-circle">
            This entry is in the log of {verified.data.size.toLocaleString()} entries
          </Status>
        )}
        {verified.data?.kind === 'not-included' && (
          <Status tone="danger">This entry does not lead to the root of the log. Check the log.</Status>
        )}
      </h3>
      {drawing && <ProofPath drawing={drawing} seq={entry.seq} size={proof.size} />}
      <Facts
        facts={[
          { label: 'Entry’s hash', value: <Hash value={leafHash} label="hash of the entry" form="whole" /> },
          { label: 'Root', value: <Hash value={proof.root} label="root of the log" /> },
        ]}
      />
      <p className={styles['note']}>
        {verified.data?.kind === 'included'
          ? `Worked out in this window from the entry and the ${hashes === 1 ? 'hash' : `${hashes.toLocaleString()} hashes`} beside its way up. Compare the root with one that you kept elsewhere.`
          : 'The root is worked out in this window from the entry and the hashes beside its way up.'}
      </p>
      <details className={styles['stored']}>
        <summary className={styles['summary']}>The entry as it is stored</summary>
        <div className={styles['leaf']}>
          <ScrollArea className={styles['json']}>
            <pre>{leaf}</pre>
          </ScrollArea>
          <CopyButton text={leaf} label="Copy the entry" done="Entry copied" />
        </div>
      </details>
    </section>
  )
}
