import { BulkheadError } from '../errors.ts'
import type { Role } from '../roles.ts'

const plural: Record<Role, string> = { owner: 'owners', member: 'members', auditor: 'auditors' }

/** The policy of an action, said to the person it stops. */
export function refusal(policy: readonly Role[]): BulkheadError {
  const who = policy.map((role) => plural[role]).join(' and ')
  return new BulkheadError('refused', `Only ${who} of this workspace can do that.`)
}
