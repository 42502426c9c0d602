import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import type { AnswerId } from '../../../core/ids.ts'
import { useWorkspace } from '../../workspace.tsx'

export type AnswerTrace = OutputOf<(typeof workspaceContract)['answer.trace']>

/** How an answer was made. That it was looked at is an entry; it is forgotten when it is closed. */
export function useTrace(answer: AnswerId) {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: ['answer.trace', binding, answer],
    gcTime: 0,
    retry: false,
    queryFn: async () => await caller.call('answer.trace', { answer }),
  })
}
