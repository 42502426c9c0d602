import { BulkheadError } from '../errors.ts'
import type { Role } from '../roles.ts'

const plural: Record<string, string> = {
  owner: 'owners',
  member: 'members',
  auditor: 'auditors',
} satisfies Record<Role, string>

/** The policy of an action, said to the person it stops. */
export function refusal(policy: readonly string[]): BulkheadError {
  const who = policy.map((role) => plural[role] ?? role).join(' and ')
  return new BulkheadError('refused', `Only ${who} of this workspace can do that.`)
}
