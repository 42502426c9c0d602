import { shell } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { ClientState } from './client-state.tsx'
import styles from './client-state.module.css'

/** What was open here is not there any more: an owner has had it destroyed. */
export function DestroyedScreen() {
  return (
    <ClientState client={null} title="This client was destroyed" isAlert>
      <p className={styles['text']}>
        One of its owners has had it destroyed, with everything in it. It cannot be opened again.
      </p>
      <div className={styles['actions']}>
        <Button
          size="lg"
          variant="primary"
          onPress={() => void shell.call('window.leave', {}).catch(() => undefined)}
        >
          Go to your clients
        </Button>
      </div>
    </ClientState>
  )
}
