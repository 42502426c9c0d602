import type { ReactNode } from 'react'
import { Banner } from '../ui/banner.tsx'
import { FormDialog, type FormDialogProps } from '../ui/overlays/form-dialog.tsx'
import { ProgressBar, type ProgressBarProps } from '../ui/progress-bar.tsx'
import styles from './models-screen.module.css'

export interface FileDialogProps extends Pick<
  FormDialogProps,
  'title' | 'note' | 'submitLabel' | 'isReady' | 'isPending' | 'mayCancel' | 'onSubmit' | 'onClose'
> {
  /** What the file is: its name or kind, its size. */
  facts: ReactNode
  /** What a person has to say about it. */
  children: ReactNode
  /** Shown while it is taken in. */
  progress: Pick<ProgressBarProps, 'label' | 'tone' | 'value' | 'detail'>
  /** Why it was not, as a sentence. */
  problem: string | null
}

/** Asks about a file that was chosen, takes it in, and says how far that is and what went wrong. */
export function FileDialog({ facts, children, progress, problem, ...form }: FileDialogProps) {
  return (
    <FormDialog {...form} isStrict>
      <p className={styles['facts']}>{facts}</p>
      {children}
      {form.isPending && <ProgressBar {...progress} />}
      {problem !== null && (
        <Banner tone="danger" title="Not added" isAlert>
          {problem}
        </Banner>
      )}
    </FormDialog>
  )
}
