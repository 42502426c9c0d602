import { useQuery } from '@tanstack/react-query'
import { firm } from '../api.ts'

export const staffKey = ['staff.list'] as const

/** Everybody who has an account in this firm. */
export function useStaff() {
  return useQuery({
    queryKey: staffKey,
    queryFn: async () => (await firm.call('staff.list', {})).staff,
  })
}
