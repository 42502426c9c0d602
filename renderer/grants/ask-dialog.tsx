import { type ReactNode, useId, useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, type DialogProps } from '../ui/overlays/dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import styles from './grants-screen.module.css'
import { useLookAgain } from './grants.ts'

export interface AskDialogProps extends Pick<DialogProps, 'title' | 'note' | 'size' | 'onClose'> {
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
  const formId = useId()
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
    <Dialog
      isOpen
      size={size}
      title={title}
      onClose={onClose}
      note={note}
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
            isDisabled={!isReady}
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
          void submit()
        }}
      >
        {children(error)}
      </form>
    </Dialog>
  )
}
