import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { firm } from '../api.ts'
import { sentenceOf } from '../problem.ts'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog.tsx'
import { firmStateKey } from './firm-state.ts'

/** Puts a firm aside whose keys are gone. Its clients wait in the folder for their sheets. */
export function SetAsideDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const queries = useQueryClient()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function setAside() {
    setPending(true)
    setError(null)
    try {
      await firm.call('firm.setAside', {})
      await queries.invalidateQueries({ queryKey: firmStateKey })
    } catch (failure) {
      setError(sentenceOf(failure))
      setPending(false)
    }
  }

  return (
    <ConfirmDialog
      title="Begin anew with the recovery sheets?"
      isOpen={isOpen}
      onClose={onClose}
      confirmLabel="Put this firm aside"
      tone="normal"
      isPending={isPending}
      error={error}
      onConfirm={() => void setAside()}
    >
      <p>
        This firm is put aside in the folder “earlier”; nothing is deleted. You set up a firm again, with a
        new passphrase and new keys, and bring each client in by typing its recovery sheet.
      </p>
      <p>
        A client without its sheet stays shut, here as there. The firm’s own log, and who had an account, stay
        behind with the keys.
      </p>
    </ConfirmDialog>
  )
}
