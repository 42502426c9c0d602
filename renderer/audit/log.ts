import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OutputOf } from '../../core/contract/method.ts'
import type { workspaceContract } from '../../core/contract/workspace.ts'
import { useNavigation } from '../navigation.tsx'
import { useWorkspace } from '../workspace.tsx'

type Contract = typeof workspaceContract

type LogPage = OutputOf<Contract['log.list']>
export type LogEntry = LogPage['entries'][number]

/** An entry with its leaf, its proof and what of it the reader may see. */
export type OpenedEntry = OutputOf<Contract['log.entry']>

const pageSize = 200

/**
 * The log, newest first, page after page. Looking at it is an entry too, so it is asked for once a visit and not again
 * by itself.
 */
export function useLog() {
  const { binding, caller } = useWorkspace()
  const { visit } = useNavigation()
  return useInfiniteQuery({
    queryKey: ['log.list', binding, visit],
    gcTime: 0,
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam }): Promise<LogPage> =>
      await caller.call('log.list', {
        limit: pageSize,
        ...(pageParam === null ? {} : { before: pageParam }),
      }),
    getNextPageParam: ({ entries }) => {
      const last = entries.at(-1)
      return last && last.seq > 0 ? last.seq : null
    },
  })
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
