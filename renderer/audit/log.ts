import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InputOf, OutputOf } from '../../core/contract/method.ts'
import type { workspaceContract } from '../../core/contract/workspace.ts'
import { useNavigation } from '../navigation.tsx'
import { useWorkspace } from '../workspace.tsx'

type Contract = typeof workspaceContract

export type LogEntry = OutputOf<Contract['log.list']>['entries'][number]

/** Which entries are asked for. */
export type AskedEntries = NonNullable<InputOf<Contract['log.more']>['filter']>

/** An entry with its leaf, its proof and what of it the reader may see. */
export type OpenedEntry = OutputOf<Contract['log.entry']>

const firstPage = 200
/** Later ones are larger: whoever scrolls on is not to wait at each end. */
const nextPages = 500

/**
 * Looking at the log is an entry too, so it is asked for once a visit and not again by itself. What a visit goes on to
 * show belongs to that one entry.
 */
export function useVisit() {
  const { binding, caller } = useWorkspace()
  const { visit } = useNavigation()
  return useQuery({
    queryKey: ['log.list', binding, visit],
    gcTime: 0,
    queryFn: async () => await caller.call('log.list', { limit: firstPage }),
  })
}

interface LogPage {
  entries: LogEntry[]
  next: number | null
}

/** What fits of a visit, newest first, page after page; a filter that is taken back stops what it asked for. */
export function useLog(visit: ReturnType<typeof useVisit>['data'], filter: AskedEntries) {
  const { binding, caller } = useWorkspace()
  const isWhole = Object.values(filter).every((value) => value === null || value === undefined)
  return useInfiniteQuery({
    queryKey: ['log.more', binding, visit?.visit, filter],
    gcTime: 0,
    enabled: visit !== undefined,
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam, signal }): Promise<LogPage> => {
      if (!visit) return { entries: [], next: null }
      // The visit has brought the newest ones along.
      if (isWhole && pageParam === null) return { entries: visit.entries, next: endOf(visit.entries) }
      const before = pageParam ?? visit.size
      const limit = pageParam === null ? firstPage : nextPages
      return await caller.call('log.more', { visit: visit.visit, before, limit, filter }, { signal })
    },
    getNextPageParam: ({ next }) => next,
  })
}

function endOf(entries: readonly LogEntry[]): number | null {
  const last = entries.at(-1)
  return last && last.seq > 0 ? last.seq : null
}

/** Looks at the log anew, from its newest entry on. */
export function useLookAgain(): () => void {
  const { binding } = useWorkspace()
  const queries = useQueryClient()
  return () => void queries.resetQueries({ queryKey: ['log.list', binding] })
}

/** One entry, opened. That it was opened is an entry too; it is forgotten when it is closed. */
export function useEntry(seq: number) {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: ['log.entry', binding, seq],
    gcTime: 0,
    queryFn: async () => await caller.call('log.entry', { seq }),
  })
}
