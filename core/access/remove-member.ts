import { BulkheadError } from '../errors.ts'
import type { StaffId } from '../ids.ts'
import type { Member } from '../workspace/people/people.ts'
import type { Reader } from '../workspace/reader.ts'
import type { Writer } from '../workspace/writer.ts'
import { requireTold } from './access-change.ts'
import { refuseWithoutOwner } from './set-role.ts'

/**
 * Who would be left without this member.
 *
 * @throws BulkheadError `not-found`, `refused` where no owner would be left
 */
export function membersWithout(reader: Reader, member: StaffId): Member[] {
  const members = reader.people.members()
  if (!members.some(({ id }) => id === member)) throw notHere()
  const left = members.filter(({ id }) => id !== member)
  refuseWithoutOwner(left)
  return left
}

/**
 * Removes a member for good, and says which key the file is to have from now on. That key must have been sealed to
 * everybody who stays.
 *
 * @param told how many documents the caller agreed to leave without a reader
 * @throws BulkheadError `not-found`, `refused` where no owner would be left, `unconfirmed`
 */
export function removeMember(writer: Writer, member: StaffId, keyVersion: number, told = 0): void {
  membersWithout(writer.reader, member)
  requireTold(writer.reader, { kind: 'member-removed', member }, told)
  writer.people.removeMember(member, keyVersion)
}

function notHere(): BulkheadError {
  return new BulkheadError('not-found', 'This person is not a member of this workspace.')
}
