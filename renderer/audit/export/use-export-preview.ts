import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import { useWorkspace } from '../../workspace.tsx'
import { type AskedExport, inputOf } from './asked-export.ts'

export type ExportPreview = OutputOf<(typeof workspaceContract)['log.previewExport']>

/** Each look is an entry in the log: one waits until a person has come to rest. */
const restMs = 350

/** What the recipient could read, asked of what would write it; a choice that changes stops what was asked before. */
export function useExportPreview(asked: AskedExport) {
  const { binding, caller } = useWorkspace()
  const [settled, setSettled] = useState(asked)
  const [share, setShare] = useState<number | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), restMs)
    return () => clearTimeout(timer)
  }, [asked])
  const query = useQuery({
    queryKey: ['log.previewExport', binding, settled],
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      setShare(null)
      return await caller.call('log.previewExport', inputOf(settled), {
        signal,
        onEvent(event, payload) {
          if (event === 'log.exporting') setShare(payload.done / Math.max(1, payload.total))
        },
      })
    },
  })
  return { query, share, isSettled: settled === asked }
}
