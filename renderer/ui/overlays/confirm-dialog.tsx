import { type ReactNode, useState } from 'react'
import { Button } from '../button.tsx'
import { TextField } from '../fields/text-field.tsx'
import styles from './confirm-dialog.module.css'
import { Dialog } from './dialog.tsx'

export interface ConfirmDialogProps {
  /** A question: "Remove 2 documents?" */
  title: ReactNode
  mark?: ReactNode
  isOpen: boolean
  onClose: () => void
  /** What goes, what stays, what it cannot reach. */
  children: ReactNode
  /** The words of the button that does it: "Remove 2 documents". */
  confirmLabel: string
  cancelLabel?: string | undefined
  onConfirm: () => void
  /** "danger" for what cannot be undone. */
  tone?: 'danger' | 'normal' | undefined
  /** Must be typed before it can be done. */
  nameToType?: string | undefined
  isPending?: boolean | undefined
  /** Why it did not work. */
  error?: string | null | undefined
}

/** Asks before something is done. What is safe has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  // Forgets what was typed whenever it opens again.
  return <Confirm key={String(props.isOpen)} {...props} />
}

function Confirm({
  title,
  mark,
  isOpen,
  onClose,
  children,
  confirmLabel,
  cancelLabel = 'Cancel',
  onConfirm,
  tone = 'danger',
  nameToType,
  isPending = false,
  error,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('')
  const mayConfirm = nameToType === undefined || sameName(typed, nameToType)
  return (
    <Dialog
      role="alertdialog"
      size="sm"
      isStrict
      title={title}
      mark={mark}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose} autoFocus={nameToType === undefined}>
            {cancelLabel}
          </Button>
          <Button
            size="lg"
            variant={tone === 'danger' ? 'danger' : 'primary'}
            isDisabled={!mayConfirm}
            isPending={isPending}
            onPress={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        <div className={styles['words']}>{children}</div>
        {nameToType !== undefined && (
          <TextField
            size="lg"
            autoFocus
            label={`Type “${nameToType}” to go on`}
            value={typed}
            onChange={setTyped}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') event.continuePropagation()
              else if (mayConfirm && !isPending) onConfirm()
            }}
          />
        )}
        {error && (
          <p role="alert" className={styles['error']}>
            {error}
          </p>
        )}
      </div>
    </Dialog>
  )
}

/** As people type it: without a care for case, form or space at the ends. */
function sameName(typed: string, name: string): boolean {
  const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase()
  return plain(typed) === plain(name)
}
