import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import type { NodeStore } from './merkle.ts'

/** The complete subtrees of a log's tree in its `log_node` table. */
export class TreeNodes implements NodeStore {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  get(level: number, position: number): Uint8Array {
    const row = this.#connection
      .prepare<{ hash: Uint8Array }>('SELECT hash FROM log_node WHERE level = ? AND position = ?')
      .get(level, position)
    if (!row) throw new BulkheadError('log-damaged', 'A part of the log is missing. Check the log.')
    return row.hash
  }

  set(level: number, position: number, hash: Uint8Array): void {
    this.#connection
      .prepare('INSERT INTO log_node (level, position, hash) VALUES (?, ?, ?)')
      .run(level, position, hash)
  }
}
