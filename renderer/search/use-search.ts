import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'

/** The most passages that are shown. */
export const mostHits = 20

/**
 * The passages that say most of a query, best first. Each query is an entry in the log; one that is typed over before its
 * answer is cancelled. Results are forgotten when they are no longer shown.
 */
export function useSearch(query: string) {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: ['search', binding, query],
    queryFn: async ({ signal }) => await caller.call('search', { query, limit: mostHits }, { signal }),
    enabled: query !== '',
    gcTime: 0,
  })
}
