import { useId, useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/fields/text-area.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'
import styles from './grants-screen.module.css'
import { useLookAgain } from './grants.ts'

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
  const lookAgain = useLookAgain()
  const formId = useId()
  const [numbers, setNumbers] = useState(entries.join(', '))
  const [reason, setReason] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const named = numbers.split(/[\s,;]+/u).filter(Boolean)
  const isWrong = named.some((word) => !/^\d+$/u.test(word))
  const ask = async () => {
    setPending(true)
    try {
      await caller.call('openings.ask', { entries: named.map(Number), reason })
      await lookAgain()
      showToast({ text: 'Asked. You see the answer under Grants.' })
      onClose()
    } catch (problem) {
      setError(sentenceOf(problem))
      setPending(false)
    }
  }
  return (
    <Dialog
      isOpen
      size="sm"
      title="Ask to see sealed values"
      onClose={onClose}
      note="An owner of this client decides."
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            variant="primary"
            type="submit"
            form={formId}
            isPending={isPending}
            isDisabled={named.length === 0 || isWrong || reason.trim() === ''}
          >
            Ask
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
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
      </form>
    </Dialog>
  )
}
