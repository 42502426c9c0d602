import type { People } from '../../members.ts'

export type Role = People['members'][number]['role']

/** What each role is called, and what it may do. */
export const roles: readonly { id: Role; label: string; description: string }[] = [
  { id: 'owner', label: 'Owner', description: 'Works with documents, and decides who may read them.' },
  { id: 'member', label: 'Member', description: 'Reads, asks and adds documents of their groups.' },
  { id: 'auditor', label: 'Auditor', description: 'Reads the structure of the audit log, no document.' },
]

export function roleWords(role: Role): string {
  return roles.find(({ id }) => id === role)?.label ?? role
}
