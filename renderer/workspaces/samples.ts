import { useQuery } from '@tanstack/react-query'
import type { windowContract } from '../../core/contract/window.ts'
import type { OutputOf } from '../../core/contract/method.ts'
import { shell } from '../api.ts'

/** An invented client that comes with the app. */
export type Sample = OutputOf<(typeof windowContract)['samples.list']>['samples'][number]

export function useSamples() {
  return useQuery({
    queryKey: ['samples.list'],
    queryFn: async () => (await shell.call('samples.list', {})).samples,
  })
}
