import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import type { Sharing, ThreadSummary, Turn } from '../../../core/contract/workspace/threads.ts'
import type { AnswerId, ThreadId } from '../../../core/ids.ts'
import { useWorkspace } from '../../workspace.tsx'
import type { ThreadListener } from './conversations.ts'

export type OpenedThread = OutputOf<(typeof workspaceContract)['threads.open']>

const listKey = (binding: number) => ['threads', binding] as const
const threadKey = (binding: number, thread: ThreadId | null) => ['threads.open', binding, thread] as const

/**
 * How long a thread is kept that is no longer shown. Opening one is an entry in the log, so coming back is opening it
 * again; a moment is needed while a new one is taken over by its screen.
 */
const keptMs = 5_000

/** This person's threads, newest first. Asked for once; what changes them here is written into the cache. */
export function useThreads() {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: listKey(binding),
    queryFn: async () => (await caller.call('threads.list', {})).threads,
  })
}

export function useThread(thread: ThreadId | null) {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: threadKey(binding, thread),
    queryFn: async () => (thread ? await caller.call('threads.open', { thread }) : null),
    enabled: thread !== null,
    gcTime: keptMs,
  })
}

/** What the list calls a thread, where there is a list; it asks for none. */
export function useListedTitle(thread: ThreadId | null): string | undefined {
  const { binding } = useWorkspace()
  const { data } = useQuery<ThreadSummary[]>({ queryKey: listKey(binding), enabled: false })
  return data?.find(({ id }) => id === thread)?.title
}

export function useRenameThread() {
  const { binding, caller } = useWorkspace()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (named: { thread: ThreadId; title: string }) =>
      await caller.call('threads.rename', named),
    onSuccess(_result, { thread, title }) {
      changeList(queries, binding, (threads) =>
        threads.map((one) => (one.id === thread ? { ...one, title } : one)),
      )
      changeThread(queries, binding, thread, (opened) => ({ ...opened, title }))
    },
  })
}

/** Shares a thread with exactly these; with nobody, it is its member's alone again. */
export function useShareThread() {
  const { binding, caller } = useWorkspace()
  const queries = useQueryClient()
  return useMutation({
    async mutationFn({ thread, with: sharing }: { thread: ThreadId; with: Sharing }) {
      if (sharing.groups.length + sharing.members.length === 0)
        await caller.call('threads.unshare', { thread })
      else await caller.call('threads.share', { thread, with: sharing })
    },
    onSuccess(_result, { thread, with: sharedWith }) {
      const isShared = sharedWith.groups.length + sharedWith.members.length > 0
      changeList(queries, binding, (threads) =>
        threads.map((one) => (one.id === thread ? { ...one, isShared } : one)),
      )
      changeThread(queries, binding, thread, (opened) => ({ ...opened, sharedWith }))
    },
  })
}

export function useDeleteThread() {
  const { binding, caller } = useWorkspace()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (thread: ThreadId) => await caller.call('threads.delete', { thread }),
    onSuccess(_result, thread) {
      changeList(queries, binding, (threads) => threads.filter(({ id }) => id !== thread))
      queries.removeQueries({ queryKey: threadKey(binding, thread) })
    },
  })
}

/** Keeps lists and threads as the core has them, from what an answer said on its way. */
export function threadListener(queries: QueryClient, binding: number): ThreadListener {
  return {
    began(thread, { question, askedMs, isNew }) {
      changeList(queries, binding, (threads) => {
        const known = threads.find(({ id }) => id === thread)
        const summary = known ?? {
          id: thread,
          title: question,
          turns: 0,
          updatedMs: askedMs,
          by: null,
          isShared: false,
        }
        return [
          { ...summary, turns: summary.turns + 1, updatedMs: askedMs },
          ...threads.filter(({ id }) => id !== thread),
        ]
      })
      if (!isNew) return
      queries.setQueryDefaults(['threads.open', binding], { gcTime: keptMs })
      queries.setQueryData<OpenedThread>(threadKey(binding, thread), {
        id: thread,
        title: question,
        turns: [],
        by: null,
        sharedWith: { groups: [], members: [] },
      })
    },
    ended(thread, turn, instead) {
      changeThread(queries, binding, thread, (opened) =>
        opened.turns.some(({ answer }) => answer === turn.answer)
          ? opened
          : { ...opened, turns: [...before(opened.turns, instead), turn] },
      )
    },
  }
}

/** Asks for what is shown of threads anew, and drops the rest: the turns that rested on a document went with it. */
export function useForgetThreads(): () => void {
  const { binding } = useWorkspace()
  const queries = useQueryClient()
  return () => {
    queries.removeQueries({ queryKey: ['threads.open', binding], type: 'inactive' })
    void queries.invalidateQueries({ queryKey: ['threads.open', binding] })
    void queries.invalidateQueries({ queryKey: listKey(binding) })
  }
}

function changeList(
  queries: QueryClient,
  binding: number,
  change: (threads: ThreadSummary[]) => ThreadSummary[],
): void {
  // A list that was not asked for yet stays so.
  queries.setQueryData<ThreadSummary[]>(listKey(binding), (threads) => threads && change(threads))
}

function changeThread(
  queries: QueryClient,
  binding: number,
  thread: ThreadId,
  change: (opened: OpenedThread) => OpenedThread,
): void {
  queries.setQueryData<OpenedThread>(threadKey(binding, thread), (opened) => opened && change(opened))
}

/** The turns before the one that is replaced; all of them where none is. */
function before(turns: Turn[], instead: AnswerId | null): Turn[] {
  const at = turns.findIndex(({ answer }) => answer === instead)
  return at < 0 ? turns : turns.slice(0, at)
}
