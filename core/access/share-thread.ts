import type { Sharing } from '../contract/workspace/threads.ts'
import { BulkheadError } from '../errors.ts'
import type { StaffId, ThreadId } from '../ids.ts'
import type { Group, Member } from '../workspace/people/people.ts'
import type { Reader } from '../workspace/reader.ts'
import type { Writer } from '../workspace/writer.ts'

/** With whom a member can share a thread: groups that they are in, an owner all, and everybody else who reads. */
export function audience(
  reader: Reader,
  caller: StaffId,
): { groups: Pick<Group, 'id' | 'name' | 'everyone'>[]; members: Pick<Member, 'id' | 'name'>[] } {
  const members = reader.people.members()
  const isOwner = members.some(({ id, role }) => id === caller && role === 'owner')
  return {
    groups: reader.people
      .groups()
      .filter((group) => isOwner || group.members.includes(caller))
      .map(({ id, name, everyone }) => ({ id, name, everyone })),
    members: members
      .filter(({ id, role }) => id !== caller && role !== 'auditor')
      .map(({ id, name }) => ({ id, name })),
  }
}

/**
 * Lets exactly these read one's own thread.
 *
 * @throws BulkheadError `not-found` for a thread, a group or a person that the caller cannot share, or share with
 */
export function shareThread(writer: Writer, caller: StaffId, thread: ThreadId, sharing: Sharing): void {
  const { groups, members } = audience(writer.reader, caller)
  const known = new Set<string>([...groups, ...members].map(({ id }) => id))
  if ([...sharing.groups, ...sharing.members].some((id) => !known.has(id)))
    throw new BulkheadError('not-found', 'You cannot share with one of these groups or people.')
  writer.threads.share(thread, sharing)
}
