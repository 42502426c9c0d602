import { useCallback, useSyncExternalStore } from 'react'
import type { WorkspaceId } from '../../core/ids.ts'
import { useWorkspace } from '../workspace.tsx'

/** What stands in the search field of the open workspace. A page is thrown away with its workspace, and this with it. */
const typed = new Map<WorkspaceId, string>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The text of the search field, kept while other screens are shown. */
export function useSearchText(): [string, (text: string) => void] {
  const { id } = useWorkspace()
  const text = useSyncExternalStore(subscribe, () => typed.get(id) ?? '')
  const setText = useCallback(
    (next: string) => {
      typed.set(id, next)
      for (const listener of listeners) listener()
    },
    [id],
  )
  return [text, setText]
}
