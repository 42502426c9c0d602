import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import type { Client } from '../workspaces/clients.ts'
import { useBackup } from './backup.ts'
import styles from './backup-part.module.css'
import { sizeWords } from '../documents/size-words.ts'

/** Saves one encrypted file of the client that is open: where, how far, and what came of it. */
export function BackupPart({ client, isOwner }: { client: Client; isOwner: boolean }) {
  const { state, start, stop } = useBackup(client)
  return (
    <div className={styles['part']}>
      <p className={styles['note']}>
        A backup is one encrypted file. Keep it on another disk, and the recovery sheet apart from it.
      </p>
      {state.kind === 'running' ? (
        <>
          <ProgressBar
            label={`Backing up ${client.name}`}
            tone="workspace"
            value={state.total === 0 ? null : state.done / state.total}
            detail={state.total === 0 ? 'Begins…' : `${sizeWords(state.done)} of ${sizeWords(state.total)}`}
          />
          <div>
            <Button onPress={stop}>Stop</Button>
          </div>
        </>
      ) : (
        <div>
          <Button isDisabled={!isOwner} onPress={() => void start()}>
            Back up…
          </Button>
        </div>
      )}
      {!isOwner && <p className={styles['note']}>Only owners can back up.</p>}
      {state.kind === 'saved' && (
        <Banner tone="ok" title={`Saved, ${sizeWords(state.bytes)}`} isAlert>
          <code className={styles['path']}>{state.path}</code>
        </Banner>
      )}
      {state.kind === 'failed' && (
        <Banner tone="danger" title="No backup was made" isAlert>
          {state.sentence}
        </Banner>
      )}
    </div>
  )
}
