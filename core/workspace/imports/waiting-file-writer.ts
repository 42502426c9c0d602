import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'
import { DocumentId, type GroupId } from '../../ids.ts'

/** Changes to the member's own files that wait. */
export class WaitingFileWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  get #connection(): Connection {
    return this.#open()
  }

  /** Queues a file. Returns its key. */
  add(file: { path: string; name: string; groups: readonly GroupId[] }): number {
    return this.#connection
      .prepare('INSERT INTO waiting_file (member_id, path, name, groups) VALUES (?, ?, ?, ?)')
      .run(this.#actor.id, file.path, file.name, JSON.stringify([...file.groups].sort())).lastKey
  }

  /** Its original is kept as that document: from now on the file itself is not needed any more. */
  kept(key: number, document: DocumentId): void {
    this.#connection
      .prepare(
        `UPDATE waiting_file SET document_key = (SELECT document.key FROM main.document WHERE id = ?)
         WHERE key IN (SELECT key FROM temp.my_waiting_file WHERE key = ?)`,
      )
      .run(document, key)
  }

  /** It was read to its end, or set aside. */
  ended(key: number): void {
    this.#connection
      .prepare('DELETE FROM waiting_file WHERE key IN (SELECT key FROM temp.my_waiting_file WHERE key = ?)')
      .run(key)
  }

  /**
   * Forgets files, with an entry.
   *
   * @returns the documents that this member's imports had begun for them, and that no other file waits for
   */
  forget(keys: readonly number[]): DocumentId[] {
    const forgotten = JSON.stringify(keys)
    const begun = this.#connection
      .prepare<{ id: string }>(
        `SELECT my_document.id FROM temp.my_document
         WHERE status = 'waiting' AND added_by = ?
           AND key IN (SELECT document_key FROM temp.my_waiting_file
                       WHERE my_waiting_file.key IN (SELECT value FROM json_each(?)))
           AND key NOT IN (SELECT document_key FROM main.waiting_file
                           WHERE document_key IS NOT NULL
                             AND waiting_file.key NOT IN (SELECT value FROM json_each(?)))`,
      )
      .all(this.#actor.id, forgotten, forgotten)
    for (const key of keys) this.ended(key)
    this.#log.append({
      type: 'import.discarded',
      actor: this.#actor,
      outcome: 'done',
      about: {},
      sealed: { files: keys.length },
    })
    return begun.map(({ id }) => DocumentId.parse(id))
  }
}
