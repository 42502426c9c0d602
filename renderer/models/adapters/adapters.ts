import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import { useWorkspace } from '../../workspace.tsx'

type Adapters = OutputOf<(typeof workspaceContract)['adapters.list']>
export type Adapter = Adapters['adapters'][number]

/** The adapters of the open client, newest last. Each time they are asked for is an entry in the log. */
export function useAdapters() {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: ['adapters.list', binding],
    queryFn: async () => await caller.call('adapters.list', {}),
    refetchOnMount: 'always',
  })
}
