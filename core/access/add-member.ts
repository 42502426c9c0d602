import { BulkheadError } from '../errors.ts'
import type { GroupId } from '../ids.ts'
import type { Member } from '../workspace/people/people.ts'
import type { Writer } from '../workspace/writer.ts'

/**
 * Adds a person to the workspace, to "everyone" and to the groups named. Their public key is pinned here: from now on
 * only its holder opens the workspace as this member. Adding the same person in the same way again changes nothing.
 *
 * @throws BulkheadError `already-exists` for a member with another role or key, `not-found` for an unknown group
 */
export function addMember(writer: Writer, member: Member, groupNames: readonly string[]): void {
  const { people } = writer.reader
  if (member.publicKey.length !== 32)
    throw new BulkheadError('bad-input', 'The public key of this person is not one.')
  if (people.member(member.id))
    throw new BulkheadError('already-exists', 'This person is a member of this workspace already.')
  const groups: GroupId[] = groupNames.map((name) => groupNamed(writer, name))
  writer.people.addMember(member)
  const everyone = people.groups().find((group) => group.everyone)
  for (const group of everyone ? [everyone.id, ...groups] : groups) writer.people.join(group, member.id)
}

/** @throws BulkheadError `not-found` */
export function groupNamed(source: { reader: Writer['reader'] }, name: string): GroupId {
  const group = source.reader.people.groups().find((one) => one.name === name)
  if (!group) throw new BulkheadError('not-found', `There is no group of that name here.`)
  return group.id
}
