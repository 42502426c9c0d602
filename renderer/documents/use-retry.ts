import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { DocumentId } from '../../core/ids.ts'
import { sentenceOf } from '../problem.ts'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'
import { documentsChanged } from './documents.ts'

/** Reads documents that were set aside once more, and which of them are being read. */
export function useRetry(): {
  retry: (document: DocumentId) => Promise<void>
  reading: ReadonlySet<DocumentId>
} {
  const { binding, caller } = useWorkspace()
  const queries = useQueryClient()
  const [reading, setReading] = useState<ReadonlySet<DocumentId>>(new Set<DocumentId>())
  const retry = useCallback(
    async (document: DocumentId) => {
      setReading((before) => new Set(before).add(document))
      try {
        const { status, reason } = await caller.call('documents.retry', { document })
        showToast({
          text: status === 'ready' ? 'Read. It can be searched now.' : (reason ?? 'Set aside again.'),
        })
        await documentsChanged(queries, binding)
      } catch (error) {
        showToast({ text: sentenceOf(error) })
      } finally {
        setReading((before) => new Set([...before].filter((id) => id !== document)))
      }
    },
    [binding, caller, queries],
  )
  return { retry, reading }
}
