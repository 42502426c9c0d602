import { BulkheadError } from '../errors.ts'
import type { GroupId, StaffId } from '../ids.ts'
import type { Group } from '../workspace/people/people.ts'
import type { Reader } from '../workspace/reader.ts'
import type { Writer } from '../workspace/writer.ts'
import { requireTold } from './access-change.ts'

/**
 * Adds a group with its first members.
 *
 * @throws BulkheadError `already-exists`, `not-found` for a person who is not a member here
 */
export function addGroup(writer: Writer, name: string, members: readonly StaffId[]): GroupId {
  requireFreeName(writer.reader, name)
  for (const member of members) requireMember(writer.reader, member)
  const group = writer.people.addGroup(name)
  for (const member of members) writer.people.join(group, member)
  return group
}

/** @throws BulkheadError `already-exists`, `not-found`, `refused` for "everyone" */
export function renameGroup(writer: Writer, id: GroupId, name: string): void {
  const group = requireOwnGroup(writer.reader, id)
  if (group.name !== name) requireFreeName(writer.reader, name)
  writer.people.renameGroup(id, name)
}

/**
 * Removes a group. Documents that it was the last to read are readable by nobody then, so their number has to be known.
 *
 * @param told how many documents the caller agreed to leave without a reader
 * @throws BulkheadError `not-found`, `refused` for "everyone", `unconfirmed`
 */
export function removeGroup(writer: Writer, id: GroupId, told: number): void {
  requireOwnGroup(writer.reader, id)
  requireTold(writer.reader, { kind: 'group-removed', group: id }, told)
  writer.people.removeGroup(id)
}

/** Puts a member into a group. @throws BulkheadError `not-found`, `already-exists` */
export function joinGroup(writer: Writer, id: GroupId, member: StaffId): void {
  const group = requireGroup(writer.reader, id)
  requireMember(writer.reader, member)
  if (group.members.includes(member))
    throw new BulkheadError('already-exists', 'This person is in the group already.')
  writer.people.join(id, member)
}

/**
 * Takes a member out of a group.
 *
 * @param told how many documents the caller agreed to leave without a reader
 * @throws BulkheadError `not-found`, `refused` for "everyone", `unconfirmed`
 */
export function leaveGroup(writer: Writer, id: GroupId, member: StaffId, told: number): void {
  const group = requireOwnGroup(writer.reader, id)
  if (!group.members.includes(member))
    throw new BulkheadError('not-found', 'This person is not in the group.')
  requireTold(writer.reader, { kind: 'left', group: id, member }, told)
  writer.people.leave(id, member)
}

function requireGroup(reader: Reader, id: GroupId): Group {
  const group = reader.people.groups().find((one) => one.id === id)
  if (!group) throw new BulkheadError('not-found', 'There is no such group here.')
  return group
}

/** A group that an owner made: "everyone" is who is a member, and nothing else. */
function requireOwnGroup(reader: Reader, id: GroupId): Group {
  const group = requireGroup(reader, id)
  if (group.everyone)
    throw new BulkheadError(
      'refused',
      'The group of everyone holds all members, whatever they are in besides. It stays as it is.',
    )
  return group
}

function requireFreeName(reader: Reader, name: string): void {
  if (reader.people.groups().some((group) => group.name === name))
    throw new BulkheadError('already-exists', 'There is a group of that name here already.')
}

function requireMember(reader: Reader, member: StaffId): void {
  if (!reader.people.member(member))
    throw new BulkheadError('not-found', 'One of these people is not a member of this workspace.')
}
