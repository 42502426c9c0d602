import { createHash } from 'node:crypto'
import type { AccessSnapshot } from '../../audit/event.ts'
import { canonicalBytes } from '../../audit/canonical-json.ts'
import type { Connection } from '../../database/connection.ts'
import { DocumentId, FolderId, GroupId, StaffId, ThreadId } from '../../ids.ts'
import { PeopleReader } from './people.ts'

/** Members, roles, groups and document access as the tables of the file have them, in a fixed order. */
export function accessInTables(connection: Connection): AccessSnapshot {
  const documents = new Map<string, GroupId[]>()
  const rows = connection
    .prepare<{ document: string; group_id: string | null }>(
      `SELECT document.id AS document, document_group.group_id FROM main.document
       LEFT JOIN main.document_group ON document_group.document_key = document.key
       ORDER BY document.id, document_group.group_id`,
    )
    .all()
  for (const row of rows) {
    const groups = documents.get(row.document) ?? []
    if (row.group_id !== null) groups.push(GroupId.parse(row.group_id))
    documents.set(row.document, groups)
  }
  return {
    ...peopleInTables(connection),
    documents: [...documents].map(([document, groups]) => ({ document: DocumentId.parse(document), groups })),
    folders: foldersInTables(connection),
    threads: sharedThreads(connection),
  }
}

function foldersInTables(connection: Connection): AccessSnapshot['folders'] {
  const folders = new Map<string, GroupId[]>()
  const rows = connection
    .prepare<{ folder: string; group_id: string }>(
      'SELECT folder_id AS folder, group_id FROM main.folder_group ORDER BY folder_id, group_id',
    )
    .all()
  for (const row of rows)
    folders.set(row.folder, [...(folders.get(row.folder) ?? []), GroupId.parse(row.group_id)])
  return [...folders].map(([folder, groups]) => ({ folder: FolderId.parse(folder), groups }))
}

function sharedThreads(connection: Connection): AccessSnapshot['threads'] {
  const shared = new Map<string, { groups: GroupId[]; members: StaffId[] }>()
  const rows = connection
    .prepare<{ thread: string; group_id: string | null; member_id: string | null }>(
      `SELECT thread_id AS thread, group_id, NULL AS member_id FROM main.thread_reader_group
       UNION ALL SELECT thread_id, NULL, member_id FROM main.thread_reader
       ORDER BY 1, 2, 3`,
    )
    .all()
  for (const { thread, group_id: group, member_id: member } of rows) {
    const one = shared.get(thread) ?? { groups: [], members: [] }
    if (group !== null) one.groups.push(GroupId.parse(group))
    if (member !== null) one.members.push(StaffId.parse(member))
    shared.set(thread, one)
  }
  return [...shared].map(([thread, one]) => ({ thread: ThreadId.parse(thread), ...one }))
}

function peopleInTables(connection: Connection): Pick<AccessSnapshot, 'members' | 'groups'> {
  const people = new PeopleReader(connection)
  return {
    members: people.members().map((member) => ({
      member: member.id,
      role: member.role,
      publicKey: Buffer.from(member.publicKey).toString('hex'),
    })),
    groups: people.groups().map((group) => ({ group: group.id, members: group.members })),
  }
}

/**
 * The `state` of an entry that changes people: SHA-256 over the canonical JSON of members and groups after it. All ids
 * and keys in it are random, so the hash gives nothing to guess. (A change to a document's groups needs no hash: its
 * entry holds them whole.)
 */
export function peopleState(connection: Connection): string {
  return createHash('sha256')
    .update(canonicalBytes(peopleInTables(connection)))
    .digest('hex')
}
