import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../../core/contract/method.ts'
import type { workspaceContract } from '../../core/contract/workspace.ts'
import type { DocumentId } from '../../core/ids.ts'
import { useWorkspace } from '../workspace.tsx'

export type OpenedDocument = OutputOf<(typeof workspaceContract)['documents.open']>

/** What a document is. Opening its view is an entry in the log; it is forgotten when the view closes. */
export function useOpenedDocument(document: DocumentId) {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: ['documents.open', binding, document],
    queryFn: async ({ signal }) => await caller.call('documents.open', { document }, { signal }),
    gcTime: 0,
  })
}
