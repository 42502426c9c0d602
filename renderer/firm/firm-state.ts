import { useQuery } from '@tanstack/react-query'
import type { firmContract } from '../../core/contract/firm.ts'
import type { OutputOf } from '../../core/contract/method.ts'
import { firm } from '../api.ts'

export type FirmState = OutputOf<(typeof firmContract)['firm.state']>

export const firmStateKey = ['firm.state'] as const

/** Whether a firm is set up here, and who is signed in. */
export function useFirmState() {
  return useQuery({ queryKey: firmStateKey, queryFn: async () => await firm.call('firm.state', {}) })
}

/** Somebody who is signed in. */
export type Person = NonNullable<FirmState['signedIn']>
