import type { OwnerAct } from '../contract/binding.ts'
import type { Reserve } from '../database/reserve.ts'
import type { Scope } from '../workspace/scope.ts'
import { refusal } from './refusal.ts'

const entries = {
  'workspaces.newRecoverySheet': 'recovery.sheet-made',
  'workspaces.backup': 'workspace.backed-up',
  'workspaces.restore': 'workspace.set-aside',
  'workspaces.destroy': 'workspace.destroying',
} as const satisfies Record<OwnerAct, string>

/**
 * Says whether main may do this for the person who has the workspace open, and writes it into its log first: main has a
 * key that opens everything and no way to tell an owner (A1, S4).
 *
 * @throws BulkheadError `refused`, which the log then has
 */
export function admitOwnerAct(scope: Scope, reserve: Reserve, act: OwnerAct): void {
  if (scope.role !== 'owner') {
    reserve.use(() =>
      scope.write((writer) =>
        writer.record({ type: 'call.refused', outcome: 'refused', about: { method: act }, sealed: {} }),
      ),
    )
    throw refusal(['owner'])
  }
  scope.write((writer) => writer.record({ type: entries[act], outcome: 'done', about: {}, sealed: {} }))
}
