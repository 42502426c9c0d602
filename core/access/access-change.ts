import type { AccessSnapshot } from '../audit/event.ts'
import { BulkheadError } from '../errors.ts'
import type { DocumentId, GroupId, StaffId } from '../ids.ts'
import type { Reader } from '../workspace/reader.ts'
import { readByAnybody } from './who-can-read.ts'

/** A change that takes access away from somebody. */
export type AccessChange =
  | { kind: 'group-removed'; group: GroupId }
  | { kind: 'left'; group: GroupId; member: StaffId }
  | { kind: 'regrouped'; documents: readonly DocumentId[]; groups: readonly GroupId[] }

/** How many documents somebody can read now and nobody could after a change. */
export function leftUnread(reader: Reader, change: AccessChange): number {
  const { snapshot } = reader.access.now()
  const after = readByAnybody(changed(snapshot, change))
  return [...readByAnybody(snapshot)].filter((document) => !after.has(document)).length
}

/**
 * A document that nobody can read is as good as gone, so a change that makes such has to be meant.
 *
 * @param told how many the person was told and agreed to
 * @throws BulkheadError `unconfirmed` where there are more
 */
export function requireTold(reader: Reader, change: AccessChange, told: number): void {
  const unread = leftUnread(reader, change)
  if (unread > told)
    throw new BulkheadError(
      'unconfirmed',
      unread === 1
        ? 'Nobody could read 1 document any more. Nothing was changed. Give it to another group first, or say that you mean it.'
        : `Nobody could read ${unread.toLocaleString('en')} documents any more. Nothing was changed. Give them to another group first, or say that you mean it.`,
    )
}

function changed(access: AccessSnapshot, change: AccessChange): AccessSnapshot {
  switch (change.kind) {
    case 'group-removed':
      return { ...access, groups: access.groups.filter(({ group }) => group !== change.group) }
    case 'left':
      return {
        ...access,
        groups: access.groups.map(({ group, members }) =>
          group === change.group
            ? { group, members: members.filter((one) => one !== change.member) }
            : { group, members },
        ),
      }
    case 'regrouped': {
      const which = new Set(change.documents)
      return {
        ...access,
        documents: access.documents.map(({ document, groups }) => ({
          document,
          groups: which.has(document) ? [...change.groups] : groups,
        })),
      }
    }
    default:
      return change satisfies never
  }
}
