import { BulkheadError } from '../errors.ts'
import type { StaffId } from '../ids.ts'
import type { Role } from '../roles.ts'
import type { Member } from '../workspace/people/people.ts'
import type { Writer } from '../workspace/writer.ts'
import { requireTold } from './access-change.ts'

/**
 * Gives a member another role; it acts on their very next call. The same role again leaves an entry all the same: somebody
 * decided it.
 *
 * @param told how many documents the caller agreed to leave without a reader: an auditor reads none
 * @throws BulkheadError `not-found`, `refused` where no owner would be left, `unconfirmed`
 */
export function setRole(writer: Writer, member: StaffId, role: Role, told = 0): void {
  const members = writer.reader.people.members()
  if (!members.some(({ id }) => id === member))
    throw new BulkheadError('not-found', 'This person is not a member of this workspace.')
  refuseWithoutOwner(members.map((one) => (one.id === member ? { ...one, role } : one)))
  requireTold(writer.reader, { kind: 'role-changed', member, role }, told)
  writer.people.setRole(member, role)
}

/** A workspace without an owner could never be changed again. */
export function refuseWithoutOwner(members: readonly Pick<Member, 'role'>[]): void {
  if (!members.some(({ role }) => role === 'owner'))
    throw new BulkheadError(
      'refused',
      'A workspace needs an owner, and this is the last one. Make somebody else an owner first.',
    )
}
