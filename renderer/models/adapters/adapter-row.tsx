import { useState } from 'react'
import { dayWords } from '../../audit/day.ts'
import { useEntryNames } from '../../audit/entry/use-entry-names.ts'
import { sizeWords } from '../../documents/size-words.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Hash } from '../../ui/marks/hash.tsx'
import { Status } from '../../ui/marks/status.tsx'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from '../models-screen.module.css'
import { useAction } from '../use-action.ts'
import type { Adapter } from './adapters.ts'

export interface AdapterRowProps {
  adapter: Adapter
  /** Whether this system can hand it to the runtime without putting it on the disk. */
  hasMemoryPlace: boolean
  isOwner: boolean
  onChanged: () => Promise<unknown>
}

/** One adapter: what it is said to be, whether answers are written with it, and what an owner can do with it. */
export function AdapterRow({ adapter, hasMemoryPlace, isOwner, onChanged }: AdapterRowProps) {
  const { caller } = useWorkspace()
  const names = useEntryNames()
  const [asks, setAsks] = useState<'remove' | 'disk' | null>(null)
  const [nowMs] = useState(() => Date.now())
  const { isPending, problem, run, forget } = useAction()
  const { id, name, chosen, statement, sha256, sizeBytes, addedMs, addedBy, onDiskAccepted } = adapter

  const choose = async (wanted: boolean, acceptsDisk = false) =>
    await run(async () => {
      await caller.call('adapters.choose', { adapter: wanted ? id : null, onDiskAccepted: acceptsDisk })
      await onChanged()
    })
  const ask = (what: 'remove' | 'disk') => {
    forget()
    setAsks(what)
  }
  return (
    <li className={styles['model']}>
      <div className={styles['head']}>
        <div className={styles['words']}>
          <h3 className={styles['name']} dir="auto">
            {name}
          </h3>
          <p className={styles['facts']}>
            <span>{sizeWords(sizeBytes)}</span>
            <span>Added by {names.person(addedBy)}</span>
            <span>{dayWords(addedMs, nowMs)}</span>
            <Hash value={sha256} label={`SHA-256 of ${name}`} />
          </p>
          <p className={styles['facts']}>
            {chosen ? (
              <Status tone="ok">Answers are written with it</Status>
            ) : (
              <Status tone="neutral" icon="minus">
                Not used
              </Status>
            )}
            {chosen && onDiskAccepted && (
              <Status tone="warn">On the disk in the plain while it is loaded: an owner accepted that</Status>
            )}
          </p>
        </div>
        {isOwner && (
          <div className={styles['buttons']}>
            {chosen ? (
              <Button
                aria-label={`Stop using ${name}`}
                isPending={isPending && asks === null}
                onPress={() => void choose(false)}
              >
                Stop using
              </Button>
            ) : (
              <Button
                aria-label={`Use ${name} for answers`}
                isPending={isPending && asks === null}
                onPress={() => (hasMemoryPlace ? void choose(true) : ask('disk'))}
              >
                {hasMemoryPlace ? 'Use for answers' : 'Use for answers…'}
              </Button>
            )}
            <Button variant="quiet" icon="trash" aria-label={`Remove ${name}`} onPress={() => ask('remove')}>
              Remove
            </Button>
          </div>
        )}
      </div>
      <figure className={styles['claim']}>
        <figcaption>Said to be trained on. Nobody can see in an adapter whether that is so.</figcaption>
        <blockquote dir="auto">{statement}</blockquote>
      </figure>
      {problem !== null && asks === null && (
        <Banner tone="danger" title="That did not work" isAlert>
          {problem}
        </Banner>
      )}
      <ConfirmDialog
        title="Put it on the disk while it is loaded?"
        isOpen={asks === 'disk'}
        onClose={() => setAsks(null)}
        confirmLabel="Accept and use"
        isPending={isPending}
        error={problem}
        onConfirm={() =>
          void choose(true, true).then((done) => {
            if (done) setAsks(null)
          })
        }
      >
        The model reads an adapter from a file, and this system has no place for one in memory. So “{name}”
        stands on the disk unencrypted for a moment whenever the model is loaded, and is deleted right after.
        The log says that you accepted it.
      </ConfirmDialog>
      <ConfirmDialog
        title={`Remove ${name}?`}
        isOpen={asks === 'remove'}
        onClose={() => setAsks(null)}
        confirmLabel="Remove adapter"
        isPending={isPending}
        error={problem}
        onConfirm={() =>
          void run(async () => {
            await caller.call('adapters.remove', { adapter: id })
            await onChanged()
          }).then((done) => {
            if (done) setAsks(null)
          })
        }
      >
        It is deleted from this client’s file, and answers are written without it from the next question on.
        Answers that it had a part in stay, and the log still names it. A backup that was made with it keeps
        it.
      </ConfirmDialog>
    </li>
  )
}
