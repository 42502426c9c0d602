import { useState } from 'react'
import { TextArea } from '../ui/fields/text-area.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { useWorkspace } from '../workspace.tsx'
import { AskDialog } from './ask-dialog.tsx'

/** An auditor names entries whose sealed values they need. */
export function AskOpeningsDialog({
  entries,
  onClose,
}: {
  /** Those that are named already. */
  entries: readonly number[]
  onClose: () => void
}) {
  const { caller } = useWorkspace()
  const [numbers, setNumbers] = useState(entries.join(', '))
  const [reason, setReason] = useState('')
  const named = numbers.split(/[\s,;]+/u).filter(Boolean)
  const isWrong = named.some((word) => !/^\d+$/u.test(word))
  return (
    <AskDialog
      size="sm"
      title="Ask to see sealed values"
      note="An owner of this client decides."
      onClose={onClose}
      isReady={named.length > 0 && !isWrong && reason.trim() !== ''}
      ask={async () => await caller.call('openings.ask', { entries: named.map(Number), reason })}
      asked="Asked. You see the answer under Grants."
    >
      {(error) => (
        <>
          <TextField
            label="Numbers of the entries"
            size="lg"
            value={numbers}
            onChange={setNumbers}
            autoFocus={entries.length === 0}
            placeholder="12, 14"
            error={isWrong ? 'Numbers, with commas between them.' : (error ?? undefined)}
          />
          <TextArea
            label="Why you need them"
            value={reason}
            onChange={setReason}
            maxLength={500}
            autoFocus={entries.length > 0}
            hint="The owner reads it, and it stays in the log."
          />
        </>
      )}
    </AskDialog>
  )
}
