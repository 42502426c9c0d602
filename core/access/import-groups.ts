import { BulkheadError } from '../errors.ts'
import type { GroupId, StaffId } from '../ids.ts'
import type { Reader } from '../workspace/reader.ts'

/**
 * The groups that a member may import into: those they are in, so that nobody puts documents where they could not see
 * them.
 *
 * @throws BulkheadError `not-found`, the same for a group that one is not in and for one that does not exist
 */
export function importGroups(reader: Reader, member: StaffId, names: readonly string[]): GroupId[] {
  const mine = reader.people.groups().filter((group) => group.members.includes(member))
  return names.map((name) => {
    const group = mine.find((one) => one.name === name)
    if (!group) throw new BulkheadError('not-found', 'There is no group of that name that you are in.')
    return group.id
  })
}
