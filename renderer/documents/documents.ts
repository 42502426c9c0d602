import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { OutputOf } from '../../core/contract/method.ts'
import type { WorkspaceContract } from '../../core/contract/workspace.ts'
import { useWorkspace } from '../workspace.tsx'

const listKey = (binding: number) => ['documents.list', binding] as const

/** Documents, and the folders that have groups of their own. */
export type DocumentList = OutputOf<WorkspaceContract['documents.list']>

/** The documents that this person can read. Each time it is asked for is an entry in the log. */
export function useDocuments() {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: listKey(binding),
    queryFn: async () => await caller.call('documents.list', {}),
  })
}

/** Documents came or went: the list, and how many there are, are asked for anew. */
export async function documentsChanged(queries: QueryClient, binding: number): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: listKey(binding) }),
    queries.invalidateQueries({ queryKey: ['workspace.about', binding] }),
  ])
}

/** Names of documents, as far as the list was asked for already: a name alone is no reason for an entry in the log. */
export function useKnownTitles(): ReadonlyMap<string, string> {
  const { binding } = useWorkspace()
  const { data } = useQuery<DocumentList>({ queryKey: listKey(binding), enabled: false })
  return useMemo(() => new Map(data?.documents.map(({ id, title }) => [id, title])), [data])
}
