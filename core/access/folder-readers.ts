import type { AccessSnapshot } from '../audit/event.ts'
import type { DocumentId, StaffId } from '../ids.ts'
import { readersOf } from './who-can-read.ts'

/** Who can read some of these documents, and how many, in the order of members. */
export function folderReaders(
  access: AccessSnapshot,
  documents: readonly DocumentId[],
): { member: StaffId; documents: number }[] {
  const counts = new Map<StaffId, number>()
  for (const document of documents)
    for (const { member } of readersOf(access, document)) counts.set(member, (counts.get(member) ?? 0) + 1)
  return access.members.flatMap(({ member }) => {
    const count = counts.get(member)
    return count === undefined ? [] : [{ member, documents: count }]
  })
}
