import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'
import { type DocumentId, FolderId, type GroupId, newId } from '../../ids.ts'

/** Changes to the groups of folders, each with its entry. */
export class FolderWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  /**
   * Gives a folder exactly these groups, whoever gave it others before: what is imported into it later takes them.
   *
   * @param documents in it: whoever reads all of them may know what it is called
   */
  setGroups(path: string, groups: readonly GroupId[], documents: readonly DocumentId[]): void {
    const connection = this.#open()
    const known = this.#find(path)
    if (known === null && groups.length === 0) return
    const folder = known ?? newId(FolderId)
    if (known === null) connection.prepare('INSERT INTO folder (id, path) VALUES (?, ?)').run(folder, path)
    connection.prepare('DELETE FROM folder_group WHERE folder_id = ?').run(folder)
    const sorted = [...groups].sort()
    for (const group of sorted)
      connection.prepare('INSERT INTO folder_group (folder_id, group_id) VALUES (?, ?)').run(folder, group)
    this.#log.append({
      type: 'folder.regrouped',
      actor: this.#actor,
      outcome: 'done',
      about: { folder, groups: sorted },
      sealed: { path },
      sources: [...documents],
    })
  }

  /** Gives a folder groups that it has been imported with, unless somebody has decided on it already. */
  begin(path: string, groups: readonly GroupId[], document: DocumentId): void {
    if (this.#find(path) === null) this.setGroups(path, groups, [document])
  }

  #find(path: string): FolderId | null {
    const row = this.#open().prepare<{ id: string }>('SELECT id FROM main.folder WHERE path = ?').get(path)
    return row ? FolderId.parse(row.id) : null
  }
}

/** Forgets folders in which there is no document any more: nothing of them stays with the documents gone (R6). */
export function forgetEmptyFolders(connection: Connection, log: Log, actor: Actor): void {
  const empty = connection
    .prepare<{ id: string }>(
      `SELECT id FROM main.folder
       WHERE NOT EXISTS (
         SELECT 1 FROM main.document_folder
         WHERE document_folder.folder = folder.path
            OR substr(document_folder.folder, 1, length(folder.path) + 1) = folder.path || '/')
       ORDER BY id`,
    )
    .all()
  for (const { id } of empty) {
    connection.prepare('DELETE FROM folder WHERE id = ?').run(id)
    log.append({
      type: 'folder.emptied',
      actor,
      outcome: 'done',
      about: { folder: FolderId.parse(id) },
      sealed: {},
    })
  }
}
