import type { AccessSnapshot } from '../../audit/event.ts'
import type { Connection } from '../../database/connection.ts'

/** A name for who or what the log knows only by id, since the page with the name is gone. */
const unnamed = 'name lost'

/** Makes the access tables say what the log says. Names are kept where they are still there. */
export function restoreAccess(connection: Connection, access: AccessSnapshot): void {
  connection.execute(
    'DELETE FROM document_group; DELETE FROM folder_group; DELETE FROM group_member; DELETE FROM thread_reader_group; DELETE FROM thread_reader;',
  )
  for (const { member, role, publicKey } of access.members)
    connection
      .prepare(
        `INSERT INTO member (id, role, public_key, name) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET role = excluded.role, public_key = excluded.public_key`,
      )
      .run(member, role, Buffer.from(publicKey, 'hex'), unnamed)
  for (const { group, members } of access.groups) {
    connection
      .prepare('INSERT OR IGNORE INTO access_group (id, name) VALUES (?, ?)')
      .run(group, `${unnamed} ${group.slice(0, 6)}`)
    for (const member of members)
      connection.prepare('INSERT INTO group_member (group_id, member_id) VALUES (?, ?)').run(group, member)
  }
  for (const { document, groups } of access.documents)
    for (const group of groups)
      connection
        .prepare(
          `INSERT INTO document_group (document_key, group_id)
           SELECT key, ? FROM document WHERE id = ?`,
        )
        .run(group, document)
  for (const { folder, groups } of access.folders) {
    connection
      .prepare('INSERT OR IGNORE INTO folder (id, path) VALUES (?, ?)')
      .run(folder, `${unnamed} ${folder.slice(0, 6)}`)
    for (const group of groups)
      connection.prepare('INSERT INTO folder_group (folder_id, group_id) VALUES (?, ?)').run(folder, group)
  }
  for (const { thread, groups, members } of access.threads) {
    for (const group of groups)
      connection
        .prepare('INSERT INTO thread_reader_group (thread_id, group_id) VALUES (?, ?)')
        .run(thread, group)
    for (const member of members)
      connection.prepare('INSERT INTO thread_reader (thread_id, member_id) VALUES (?, ?)').run(thread, member)
  }
  connection
    .prepare('DELETE FROM member WHERE id NOT IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(access.members.map((one) => one.member)))
  connection
    .prepare('DELETE FROM access_group WHERE id NOT IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(access.groups.map((one) => one.group)))
}
