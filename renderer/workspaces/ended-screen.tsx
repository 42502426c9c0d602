import { useEffect, useState } from 'react'
import { shell } from '../api.ts'
import { Busy } from '../ui/busy.tsx'
import { Button } from '../ui/button.tsx'
import { ClientState } from './client-state.tsx'
import styles from './client-state.module.css'
import type { Client } from './clients.ts'

/** A process that ends again within this is not opened by itself again: it would go on for ever. */
const againMs = 30_000

let reopenedMs = -Infinity

export interface EndedScreenProps {
  client: Client | null
  /** It is being opened again. */
  isOpening: boolean
}

/** The client's process ended by itself. It is opened again once; what was begun to be written is still in the page. */
export function EndedScreen({ client, isOpening }: EndedScreenProps) {
  const [byItself] = useState(() => isOpening || performance.now() - reopenedMs > againMs)
  useEffect(() => {
    if (!byItself) return
    reopenedMs = performance.now()
    reopen()
  }, [byItself])
  return (
    <ClientState client={client} title="Its process ended" isAlert>
      <p className={styles['text']}>Nothing that was saved is lost, and what you were writing is kept.</p>
      {byItself || isOpening ? (
        <p className={styles['text']}>
          <span className={styles['busy']}>
            <Busy />
            Opening it again…
          </span>
        </p>
      ) : (
        <>
          <p className={styles['text']}>
            It ended twice in a short time. If it does so again, look at what you did last: a document, or a
            question.
          </p>
          <div className={styles['actions']}>
            <Button size="lg" variant="primary" onPress={reopen}>
              Open it again
            </Button>
          </div>
        </>
      )}
    </ClientState>
  )
}

function reopen(): void {
  shell.call('window.reopen', {}).catch(() => undefined)
}
