import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import { useWorkspace } from '../../workspace.tsx'

export type AnswerSettings = OutputOf<(typeof workspaceContract)['instructions.get']>

/** What the owners want of every answer. Each look is an entry in the log. */
export function useInstructions() {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: ['instructions.get', binding],
    queryFn: async () => await caller.call('instructions.get', {}),
    refetchOnMount: 'always',
  })
}
