import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../core/contract/method.ts'
import type { workspaceContract } from '../core/contract/workspace.ts'
import { useWorkspace } from './workspace.tsx'

/** Members and groups of the workspace, with names. */
export type People = OutputOf<(typeof workspaceContract)['members.list']>

/** Only owners are told. Asked for once in a binding, when first needed: that is an entry in the log. */
export function useMembers({ isNeeded = true }: { isNeeded?: boolean } = {}) {
  const { binding, caller, about } = useWorkspace()
  return useQuery({
    queryKey: ['members.list', binding],
    queryFn: async () => await caller.call('members.list', {}),
    enabled: isNeeded && about.role === 'owner',
  })
}
