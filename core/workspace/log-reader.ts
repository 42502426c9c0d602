import { Entry } from '../audit/entry.ts'
import type { Connection } from '../database/connection.ts'

/** The structure of the workspace's log: entries without their openings. */
export class LogReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Entries from newest to oldest, before the given sequence. */
  latest(limit: number, before: number = Number.MAX_SAFE_INTEGER): Entry[] {
    return this.#connection
      .prepare<{ leaf: string }>('SELECT leaf FROM main.entry WHERE seq < ? ORDER BY seq DESC LIMIT ?')
      .all(before, limit)
      .map((row) => Entry.parse(JSON.parse(row.leaf)))
  }

  size(): number {
    const row = this.#connection.prepare<{ size: number }>('SELECT count(*) AS size FROM main.entry').get()
    return row?.size ?? 0
  }
}
