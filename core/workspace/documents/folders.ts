import { z } from 'zod'
import type { Connection } from '../../database/connection.ts'
import { FolderId, GroupId } from '../../ids.ts'

/** A folder that has groups of its own. */
export interface Folder {
  /** Path, with slashes, below what was picked. */
  folder: string
  /** Names of its groups; a member is told of those that they are in, an owner of all. */
  groups: string[]
}

/** The groups of folders, as far as the member is in one of them; a folder for others has none here (R1). */
export class FolderReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  list(): Folder[] {
    return this.#connection
      .prepare<{ path: string; groups: string }>(
        `SELECT path, (SELECT json_group_array(name) FROM (
            SELECT access_group.name
            FROM main.folder_group
            JOIN main.access_group ON access_group.id = folder_group.group_id
            JOIN temp.me
            JOIN main.member ON member.id = me.member_id
            LEFT JOIN main.group_member
              ON group_member.group_id = access_group.id AND group_member.member_id = member.id
            WHERE folder_group.folder_id = my_folder.id
              AND (member.role = 'owner' OR group_member.member_id IS NOT NULL)
            ORDER BY access_group.name)) AS groups
         FROM temp.my_folder ORDER BY path`,
      )
      .all()
      .map(({ path, groups }) => ({ folder: path, groups: z.array(z.string()).parse(JSON.parse(groups)) }))
  }

  /** The id of a folder that has groups of its own which the member is in. */
  id(path: string): FolderId | null {
    const row = this.#connection
      .prepare<{ id: string }>('SELECT id FROM temp.my_folder WHERE path = ?')
      .get(path)
    return row ? FolderId.parse(row.id) : null
  }

  /** Those below a folder. */
  below(path: string): string[] {
    return this.#connection
      .prepare<{ path: string }>(
        `SELECT path FROM temp.my_folder WHERE substr(path, 1, length(?) + 1) = ? || '/' ORDER BY path`,
      )
      .all(path, path)
      .map((row) => row.path)
  }

  /**
   * The groups that a document takes which the member imports into a folder: those of the nearest folder above it that has
   * any, as far as the member is in them: nobody gives documents to a group that they do not know of. Null where there
   * is none.
   */
  groupsFor(path: string): GroupId[] | null {
    const ids = this.#connection
      .prepare<{ id: string }>(
        `SELECT folder_group.group_id AS id
         FROM main.folder_group
         JOIN temp.my_folder ON my_folder.id = folder_group.folder_id
         JOIN main.group_member USING (group_id)
         JOIN temp.me ON me.member_id = group_member.member_id
         WHERE my_folder.path = (
           SELECT path FROM temp.my_folder
           WHERE path = ? OR substr(?, 1, length(path) + 1) = path || '/'
           ORDER BY length(path) DESC LIMIT 1)
         ORDER BY folder_group.group_id`,
      )
      .all(path, path)
    return ids.length === 0 ? null : ids.map(({ id }) => GroupId.parse(id))
  }
}
