import type { AccessSnapshot } from '../audit/event.ts'
import type { DocumentId, GroupId, StaffId } from '../ids.ts'
import type { Role } from '../roles.ts'

/** A person who can read a document, or a document that a person can read, and the groups that it is by. */
type By<Id extends string, What> = { [Key in Id & string]: What } & { by: GroupId[] }

/** Whether a role reads documents at all. */
function reads({ role }: AccessSnapshot['members'][number]): boolean {
  return role !== 'auditor'
}

/** Who can read a document, in the order of members; nobody for one that is not there. */
export function readersOf(access: AccessSnapshot, document: DocumentId): By<'member', StaffId>[] {
  const listed = new Set(access.documents.find((one) => one.document === document)?.groups)
  const groups = access.groups.filter(({ group }) => listed.has(group))
  return access.members.filter(reads).flatMap(({ member }) => {
    const by = groups.filter(({ members }) => members.includes(member)).map(({ group }) => group)
    return by.length > 0 ? [{ member, by }] : []
  })
}

/** What a member can read, in the order of documents; nothing for an auditor and for somebody who is no member. */
export function readableBy(access: AccessSnapshot, member: StaffId): By<'document', DocumentId>[] {
  const person = access.members.find((one) => one.member === member)
  if (!person || !reads(person)) return []
  const own = new Set(
    access.groups.filter(({ members }) => members.includes(member)).map(({ group }) => group),
  )
  return access.documents.flatMap(({ document, groups }) => {
    const by = groups.filter((group) => own.has(group))
    return by.length > 0 ? [{ document, by }] : []
  })
}

/** The documents that somebody can read. */
export function readByAnybody(access: AccessSnapshot): Set<DocumentId> {
  return readByRole(access, ['owner', 'member'])
}

/** The documents that somebody of one of these roles can read. */
export function readByRole(access: AccessSnapshot, roles: readonly Role[]): Set<DocumentId> {
  const readers = new Set(
    access.members.filter((one) => reads(one) && roles.includes(one.role)).map(({ member }) => member),
  )
  const read = new Set(
    access.groups.filter(({ members }) => members.some((one) => readers.has(one))).map(({ group }) => group),
  )
  return new Set(
    access.documents.filter(({ groups }) => groups.some((one) => read.has(one))).map((one) => one.document),
  )
}
