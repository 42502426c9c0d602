import type { AccessSnapshot } from '../audit/event.ts'
import { BulkheadError } from '../errors.ts'
import type { DocumentId, GroupId, StaffId } from '../ids.ts'
import type { Reader } from '../workspace/reader.ts'
import type { Role } from '../roles.ts'
import { readByAnybody, readByRole } from './who-can-read.ts'

/** A change that takes access away from somebody. */
export type AccessChange =
  | { kind: 'group-removed'; group: GroupId }
  | { kind: 'left'; group: GroupId; member: StaffId }
  | { kind: 'member-removed'; member: StaffId }
  | { kind: 'role-changed'; member: StaffId; role: Role }
  | { kind: 'regrouped'; documents: readonly DocumentId[]; groups: readonly GroupId[] }

/** What a change costs, in documents. */
export interface AccessLoss {
  /** Somebody can read them now, and nobody could afterwards. */
  unread: number
  /** Somebody who is no owner can read them now, and owners alone could afterwards. */
  ownersAlone: number
}

export function accessLoss(reader: Reader, change: AccessChange): AccessLoss {
  const { snapshot } = reader.access.now()
  const next = changed(snapshot, change)
  const anybody = readByAnybody(next)
  const members = readByRole(next, ['member'])
  return {
    unread: [...readByAnybody(snapshot)].filter((document) => !anybody.has(document)).length,
    ownersAlone: [...readByRole(snapshot, ['member'])].filter(
      (document) => anybody.has(document) && !members.has(document),
    ).length,
  }
}

/**
 * A document that nobody can read is as good as gone, so a change that makes such has to be meant.
 *
 * @param told how many the person was told and agreed to
 * @throws BulkheadError `unconfirmed` where there are more
 */
export function requireTold(reader: Reader, change: AccessChange, told: number): void {
  const { unread } = accessLoss(reader, change)
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
    case 'member-removed':
      return {
        ...access,
        members: access.members.filter(({ member }) => member !== change.member),
        groups: access.groups.map(({ group, members }) => ({
          group,
          members: members.filter((one) => one !== change.member),
        })),
      }
    case 'role-changed':
      return {
        ...access,
        members: access.members.map((one) =>
          one.member === change.member ? { ...one, role: change.role } : one,
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
