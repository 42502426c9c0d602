import { Busy } from '../ui/busy.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { useChecking } from '../window-state.ts'
import { ClientState } from './client-state.tsx'
import styles from './client-state.module.css'
import type { Client } from './clients.ts'

/** Fewer entries are checked before a bar could be read. */
const worthABar = 2_000

/** A client on its way: its process starts, its key is handed over, its log is checked. */
export function OpeningScreen({ client }: { client: Client | null }) {
  const checking = useChecking()
  return (
    <ClientState client={client} title="Opening…">
      <output className={styles['text']}>
        {checking && checking.total >= worthABar ? (
          <ProgressBar
            label="Checking the log"
            tone="workspace"
            value={checking.total === 0 ? null : checking.done / checking.total}
            detail={`Checking the log: ${checking.done.toLocaleString()} of ${checking.total.toLocaleString()} entries`}
          />
        ) : (
          <span className={styles['busy']}>
            <Busy />
            Its process starts, and its log is checked.
          </span>
        )}
      </output>
    </ClientState>
  )
}
