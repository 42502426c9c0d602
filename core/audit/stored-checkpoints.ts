import type { Connection } from '../database/connection.ts'
import type { Checkpoint } from './checkpoint.ts'

/** Opens a note; null where it is not one that was signed here, for this log. */
type OpenNote = (note: string) => Checkpoint | null

/** The checkpoints in a file: a root for each size at which one was signed, or a forgery. */
export class StoredCheckpoints {
  readonly #connection: Connection
  readonly #open: OpenNote

  constructor(connection: Connection, open: OpenNote) {
    this.#connection = connection
    this.#open = open
  }

  /** The root by size of those with more than `from` entries and at most `to`; null for a forgery. A signature each. */
  *between(from: number, to: number): Generator<[size: number, root: Uint8Array | null]> {
    const rows = this.#connection
      .prepare<{ size: number; note: string }>(
        'SELECT size, note FROM log_checkpoint WHERE size > ? AND size <= ? ORDER BY size',
      )
      .all(from, to)
    for (const { size, note } of rows) {
      const checkpoint = this.#open(note)
      yield [size, checkpoint?.size === size ? checkpoint.root : null]
    }
  }

  /** Whether one stands outside of a log of so many entries, other than a genuine one of `expected` entries. */
  outside(size: number, expected: number | null): boolean {
    const rows = this.#connection
      .prepare<{ size: number; note: string }>(
        'SELECT size, note FROM log_checkpoint WHERE size <= 0 OR size > ? ORDER BY size LIMIT 3',
      )
      .all(size)
    return rows.some((row) => {
      const genuine = this.#open(row.note)?.size === row.size
      return !(genuine && (row.size === 0 || row.size === expected))
    })
  }
}
