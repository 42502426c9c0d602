import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import { useNavigation } from '../navigation.tsx'
import { sentenceOf } from '../problem.ts'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'
import styles from './dialogs.module.css'
import { documentsChanged } from './documents.ts'
import { plural } from './plural.ts'

export interface RemoveDialogProps {
  /** None: it is shut. */
  documents: readonly DocumentSummary[]
  onClose: () => void
}

/** Asks, by name, before documents go, and says what goes with them (R6). */
export function RemoveDialog({ documents, onClose }: RemoveDialogProps) {
  const { binding, caller } = useWorkspace()
  const { source, showSource } = useNavigation()
  const queries = useQueryClient()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [first] = documents
  const name = documents.length === 1 && first ? `“${first.title}”` : plural(documents.length, 'document')

  async function remove() {
    setPending(true)
    setError(null)
    try {
      for (const { id } of documents) {
        await caller.call('documents.delete', { document: id })
        if (source?.document === id) showSource(null)
      }
      onClose()
      showToast({ text: `${name} removed` })
    } catch (failure) {
      setError(sentenceOf(failure))
    } finally {
      setPending(false)
      // Threads, and the document that is looked at, follow how many there are: see `useFewerDocuments`.
      await documentsChanged(queries, binding)
    }
  }

  return (
    <ConfirmDialog
      title={<bdi>Remove {name}?</bdi>}
      isOpen={documents.length > 0}
      onClose={onClose}
      cancelLabel="Keep"
      confirmLabel={documents.length > 1 ? `Remove ${name}` : 'Remove'}
      isPending={isPending}
      error={error}
      onConfirm={() => void remove()}
    >
      <div className={styles['words']}>
        {documents.length > 1 && <Names documents={documents} />}
        <p>
          Gone from this workspace at once: the original, its text, its index, and every answer that was built
          from it, in everybody’s threads.
        </p>
        <p>The log keeps that it was here, by number. The file it came from is not touched.</p>
      </div>
    </ConfirmDialog>
  )
}

const mostNames = 5

function Names({ documents }: { documents: readonly DocumentSummary[] }) {
  const more = documents.length - mostNames
  return (
    <ul className={styles['names']}>
      {documents.slice(0, mostNames).map(({ id, title }) => (
        <li key={id} className={styles['name']} title={title}>
          <bdi>{title}</bdi>
        </li>
      ))}
      {more > 0 && <li>and {more.toLocaleString()} more</li>}
    </ul>
  )
}
