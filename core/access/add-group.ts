import { BulkheadError } from '../errors.ts'
import type { GroupId, StaffId } from '../ids.ts'
import type { Writer } from '../workspace/writer.ts'

/**
 * Adds a group with its first members.
 *
 * @throws BulkheadError `already-exists`, `not-found` for a person who is not a member here
 */
export function addGroup(writer: Writer, name: string, members: readonly StaffId[]): GroupId {
  const { people } = writer.reader
  if (people.groups().some((group) => group.name === name))
    throw new BulkheadError('already-exists', 'There is a group of that name here already.')
  const strangers = members.filter((member) => !people.member(member))
  if (strangers.length > 0)
    throw new BulkheadError('not-found', 'One of these people is not a member of this workspace.')
  const group = writer.people.addGroup(name)
  for (const member of members) writer.people.join(group, member)
  return group
}
