import { type ReactNode, useId } from 'react'
import { Button, type ButtonProps } from '../button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'
import styles from './form-dialog.module.css'

export interface FormDialogProps extends Pick<
  DialogProps,
  'title' | 'note' | 'size' | 'isStrict' | 'onClose' | 'children'
> {
  submitLabel: ReactNode
  variant?: ButtonProps['variant']
  /** Whether what is filled in is whole. */
  isReady: boolean
  isPending: boolean
  onSubmit: () => void
  /** Where what it does cannot be undone, Cancel has the focus. */
  isCancelFirst?: boolean
  /** False while it does what cannot be stopped: it stays until that is over. */
  mayCancel?: boolean
}

/** A dialog with fields: Enter in one of them does what its last button does. */
export function FormDialog({
  submitLabel,
  variant = 'primary',
  isReady,
  isPending,
  onSubmit,
  isCancelFirst = false,
  mayCancel = true,
  onClose,
  children,
  ...dialog
}: FormDialogProps) {
  const formId = useId()
  return (
    <Dialog
      {...dialog}
      isOpen
      onClose={() => {
        if (mayCancel) onClose()
      }}
      actions={
        <>
          <Button size="lg" onPress={onClose} autoFocus={isCancelFirst} isDisabled={!mayCancel}>
            Cancel
          </Button>
          <Button
            size="lg"
            variant={variant}
            type="submit"
            form={formId}
            isPending={isPending}
            isDisabled={!isReady}
          >
            {submitLabel}
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
          if (isReady && !isPending) onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
