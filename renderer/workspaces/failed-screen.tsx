import { useState } from 'react'
import type { WorkspaceId } from '../../core/ids.ts'
import { shell } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { ClientState } from './client-state.tsx'
import styles from './client-state.module.css'
import type { Client } from './clients.ts'
import { GoOnForm } from './go-on-form.tsx'
import { openingProblem } from './opening-problem.ts'

export interface FailedScreenProps {
  workspace: WorkspaceId
  client: Client | null
  failed: { code: string; message: string }
}

/** Why a client did not open, and the way on. The others open as ever. */
export function FailedScreen({ workspace, client, failed }: FailedScreenProps) {
  const problem = openingProblem(failed)
  const [isGoingOn, setGoingOn] = useState(false)
  return (
    <ClientState client={client} title={problem.title} isAlert>
      <p className={styles['text']}>{problem.text}</p>
      {problem.code === 'log-damaged' && (
        <p className={styles['text']}>
          Keep a copy of the file first: it is the evidence of what happened. An owner can then open it all
          the same.
        </p>
      )}
      <p className={styles['note']}>Your other clients are not concerned; they open as ever.</p>
      {isGoingOn ? (
        <GoOnForm workspace={workspace} onCancel={() => setGoingOn(false)} />
      ) : (
        <div className={styles['actions']}>
          <Button
            size="lg"
            variant="primary"
            onPress={() => void shell.call('window.reopen', {}).catch(() => undefined)}
          >
            Try again
          </Button>
          {problem.code === 'log-damaged' && (
            <Button size="lg" onPress={() => setGoingOn(true)}>
              Open it anyway, with a record…
            </Button>
          )}
        </div>
      )}
    </ClientState>
  )
}
