import { z } from 'zod'
import type { Connection } from '../../database/connection.ts'
import { DocumentId, GroupId } from '../../ids.ts'

/** A file that an import has yet to read to its end. */
export interface WaitingFile {
  /** Inside this workspace file; rises with each file queued. */
  key: number
  /** On the machine. */
  path: string
  /** The path below what was picked, for a person. */
  name: string
  groups: GroupId[]
  /** Once its original is kept. */
  document: DocumentId | null
}

const Groups = z.array(GroupId)

/** The member's own files that wait, in the order in which they were queued; another's do not exist. */
export class WaitingFileReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  list(): WaitingFile[] {
    return this.#connection
      .prepare<{ key: number; path: string; name: string; groups: string; document: string | null }>(
        `SELECT my_waiting_file.key, path, name, groups, document.id AS document
         FROM temp.my_waiting_file LEFT JOIN main.document ON document.key = document_key
         ORDER BY my_waiting_file.key`,
      )
      .all()
      .map(({ groups, document, ...row }) => ({
        ...row,
        groups: Groups.parse(JSON.parse(groups)),
        document: document === null ? null : DocumentId.parse(document),
      }))
  }
}
