import { BulkheadError } from '../errors.ts'
import type { GroupId, StaffId } from '../ids.ts'
import type { Reader } from '../workspace/reader.ts'
import { groupNamed } from './add-member.ts'

/**
 * The groups that a member may import into: those they are in, so that nobody puts documents where they could not see
 * them.
 *
 * @throws BulkheadError `not-found`, `refused`
 */
export function importGroups(reader: Reader, member: StaffId, names: readonly string[]): GroupId[] {
  const mine = new Set(
    reader.people
      .groups()
      .filter((group) => group.members.includes(member))
      .map((group) => group.id),
  )
  return names.map((name) => {
    const group = groupNamed({ reader }, name)
    if (!mine.has(group))
      throw new BulkheadError('refused', 'You can only import into groups that you are in.')
    return group
  })
}
