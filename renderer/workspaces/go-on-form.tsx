import { type SyntheticEvent, useState } from 'react'
import type { WorkspaceId } from '../../core/ids.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import styles from './client-state.module.css'
import { openClient } from './open-client.ts'

/** An owner opens a client although its log does not check, and says why. */
export function GoOnForm({ workspace, onCancel }: { workspace: WorkspaceId; onCancel: () => void }) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (reason.trim() === '') setError('Say why, for whoever reads the log.')
    else openClient(workspace, reason.trim())
  }

  return (
    <form noValidate className={styles['form']} onSubmit={submit}>
      <TextField
        size="lg"
        label="Why do you go on?"
        hint="It is written into the log for good, with what was found and your name. Only an owner can do this."
        autoFocus
        maxLength={500}
        error={error}
        value={reason}
        onChange={(next) => {
          setReason(next)
          setError(null)
        }}
      />
      <div className={styles['actions']}>
        <Button type="submit" variant="primary" size="lg">
          Open it, with a record
        </Button>
        <Button size="lg" onPress={onCancel}>
          Leave it shut
        </Button>
      </div>
    </form>
  )
}
