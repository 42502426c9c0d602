import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../../core/contract/method.ts'
import type { workspaceContract } from '../../core/contract/workspace.ts'
import { useWorkspace } from '../workspace.tsx'

export type SavedQuestion = OutputOf<(typeof workspaceContract)['prompts.list']>['prompts'][number]

/** The questions that are kept in the open client to be asked again. Each time they are asked for is an entry in the log. */
export function useSavedQuestions() {
  const { binding, caller } = useWorkspace()
  return useQuery({
    queryKey: ['prompts.list', binding],
    queryFn: async () => (await caller.call('prompts.list', {})).prompts,
    refetchOnMount: 'always',
  })
}

/** Has the list asked for again where it is shown, and there alone. */
export async function savedQuestionsChanged(queries: QueryClient, binding: number): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['prompts.list', binding] })
}
