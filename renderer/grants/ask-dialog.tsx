import { type ReactNode, useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { FormDialog, type FormDialogProps } from '../ui/overlays/form-dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import { useLookAgain } from './grants.ts'

export interface AskDialogProps extends Pick<FormDialogProps, 'title' | 'note' | 'size' | 'onClose'> {
  isReady: boolean
  ask: () => Promise<unknown>
  /** Said once it is asked. */
  asked: string
  /** The fields, with what was wrong with the last try. */
  children: (error: string | null) => ReactNode
}

/** Asks an owner for something, with a reason; closes once it is asked. */
export function AskDialog({ title, note, size, onClose, isReady, ask, asked, children }: AskDialogProps) {
  const lookAgain = useLookAgain()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const submit = async () => {
    setPending(true)
    try {
      await ask()
      await lookAgain()
      showToast({ text: asked })
      onClose()
    } catch (problem) {
      setError(sentenceOf(problem))
      setPending(false)
    }
  }
  return (
    <FormDialog
      size={size}
      title={title}
      onClose={onClose}
      note={note}
      submitLabel="Ask"
      isReady={isReady}
      isPending={isPending}
      onSubmit={() => void submit()}
    >
      {children(error)}
    </FormDialog>
  )
}
