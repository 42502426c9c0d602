import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import { useWorkspace } from '../workspace.tsx'

const listKey = (binding: number) => ['documents.list', binding] as const

/** The documents that this person can read. Each time it is asked for is an entry in the log. */
export function useDocuments() {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: listKey(binding),
    queryFn: async () => (await caller.call('documents.list', {})).documents,
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
  const { data } = useQuery<DocumentSummary[]>({ queryKey: listKey(binding), enabled: false })
  return useMemo(() => new Map(data?.map(({ id, title }) => [id, title])), [data])
}
