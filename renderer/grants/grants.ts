import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Grant } from '../../core/contract/grants.ts'
import type { OutputOf } from '../../core/contract/method.ts'
import type { workspaceContract } from '../../core/contract/workspace.ts'
import { firm } from '../api.ts'
import { useWorkspace } from '../workspace.tsx'

type Contract = typeof workspaceContract
export type { Grant }
export type OpeningsRequest = OutputOf<Contract['openings.list']>['requests'][number]
export type AcrossRequest = OutputOf<Contract['across.list']>['requests'][number]
export type ReleasePreview = OutputOf<Contract['grants.preview']>

/** Operators' requests to look at the log of the open workspace; for its owners. */
export function useOperatorGrants() {
  const { binding, caller, about } = useWorkspace()
  return useQuery({
    queryKey: ['grants', 'list', binding],
    queryFn: async () => await caller.call('grants.list', {}),
    enabled: about.role === 'owner',
  })
}

/** Auditors' requests to see sealed values: all of them for an owner, an auditor's own. */
export function useOpeningsRequests() {
  const { binding, caller, about } = useWorkspace()
  return useQuery({
    queryKey: ['grants', 'openings', binding],
    queryFn: async () => await caller.call('openings.list', {}),
    enabled: about.role !== 'member',
  })
}

/** Whether this workspace may be looked at across workspaces, and who has asked to; for its owners. */
export function useAcrossRequests() {
  const { binding, caller, about } = useWorkspace()
  return useQuery({
    queryKey: ['grants', 'across', binding],
    queryFn: async () => await caller.call('across.list', {}),
    enabled: about.role === 'owner',
  })
}

/** How many requests wait for this owner. */
export function useWaiting(): number {
  const states = [
    ...(useOperatorGrants().data?.grants ?? []),
    ...(useOpeningsRequests().data?.requests ?? []),
    ...(useAcrossRequests().data?.requests ?? []),
  ].map(({ state }) => state)
  const { role } = useWorkspace().about
  return role === 'owner' ? states.filter((state) => state === 'waiting').length : 0
}

const mineKey = ['grants', 'mine'] as const

/** An operator's own requests. */
export function useMyGrants() {
  return useQuery({
    queryKey: mineKey,
    queryFn: async () => await firm.call('grants.mine', {}),
    staleTime: 0,
  })
}

/** Asks for all of it again. */
export function useLookAgain(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => await queries.invalidateQueries({ queryKey: ['grants'] })
}
