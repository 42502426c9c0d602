import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useWindowState } from '../window-state.ts'
import type { OpenWorkspace } from '../workspace.tsx'

/**
 * The workspace of this window, from the moment one knows what it is. It stays through the end of its process and the
 * reopening, so that what a person has begun to write stays too.
 */
export function useOpenWorkspace(): OpenWorkspace | null {
  const shown = useWindowState()
  const bound = shown.kind === 'open' ? shown : 'before' in shown ? shown.before : null
  const about = useQuery({
    queryKey: ['workspace.about', bound?.binding ?? null],
    queryFn: async () => (bound ? await bound.caller.call('workspace.about', {}) : null),
    enabled: shown.kind === 'open',
    // A page is bound to one workspace in its life: the one before was the same, under an earlier binding.
    placeholderData: keepPreviousData,
  })
  if (!bound || !about.data || !('workspace' in shown)) return null
  return { id: shown.workspace, binding: bound.binding, caller: bound.caller, about: about.data }
}
