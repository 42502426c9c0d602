import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { WorkspaceContract } from '../../core/contract/workspace.ts'
import type { InputOf, OutputOf } from '../../core/contract/method.ts'
import type { WorkspaceCaller } from '../api.ts'
import { documentsChanged } from '../documents/documents.ts'
import { useWorkspace } from '../workspace.tsx'

export type AccessChange = InputOf<WorkspaceContract['access.preview']>['change']

/** What a change costs, in documents. */
export type AccessLoss = OutputOf<WorkspaceContract['access.preview']>

/** How many documents nobody could read after a change: what a person is told before they make it. */
export function useAccessLoss() {
  const { caller } = useWorkspace()
  return useMutation({
    mutationFn: async (change: AccessChange) => await caller.call('access.preview', { change }),
  })
}

/** A change of people, groups or access, after which all that hangs on it is asked for anew. */
export function useAccessChange<Input, Output>(
  make: (caller: WorkspaceCaller, input: Input) => Promise<Output>,
) {
  const { binding, caller } = useWorkspace()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (input: Input) => await make(caller, input),
    onSettled: async () => await accessChanged(queries, binding),
  })
}

/** Members, groups, and the documents and counts that follow from them; only what is on the screen is asked for again. */
export async function accessChanged(queries: QueryClient, binding: number): Promise<void> {
  queries.removeQueries({ queryKey: ['members.readable', binding], type: 'inactive' })
  queries.removeQueries({ queryKey: ['documents.readers', binding], type: 'inactive' })
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['members.list', binding] }),
    // One's own role and groups may be others now.
    queries.invalidateQueries({ queryKey: ['workspace.about', binding] }),
    documentsChanged(queries, binding),
  ])
}
