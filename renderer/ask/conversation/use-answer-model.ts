import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../../workspace.tsx'

/** What the language model is called that answers here; null where answers are quotations. Asked for at each visit. */
export function useAnswerModel(): string | null {
  const { binding, caller } = useWorkspace()
  const { data } = useQuery({
    queryKey: ['answers.model', binding],
    queryFn: async () => await caller.call('answers.model', {}),
    refetchOnMount: 'always',
  })
  return data?.model?.name ?? null
}
