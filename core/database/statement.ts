import type Driver from 'better-sqlite3-multiple-ciphers'
import { storageError } from './storage-error.ts'

/** What can be bound to a parameter. */
export type Value = string | number | bigint | Uint8Array | null

/** A prepared statement whose failures are typed. */
export class Statement<Row> {
  readonly #statement: Driver.Statement<Row>

  constructor(statement: Driver.Statement<Row>) {
    this.#statement = statement
  }

  get(...values: Value[]): Row | undefined {
    return attempt(() => this.#statement.get(...values))
  }

  all(...values: Value[]): Row[] {
    return attempt(() => this.#statement.all(...values))
  }

  /** Rows one by one; nothing else may run on the connection until the loop has ended. */
  *iterate(...values: Value[]): IterableIterator<Row> {
    try {
      yield* this.#statement.iterate(...values)
    } catch (error) {
      throw storageError(error)
    }
  }

  /** Returns the number of rows changed and the key of the last row inserted. */
  run(...values: Value[]): { changes: number; lastKey: number } {
    return attempt(() => {
      const result = this.#statement.run(...values)
      return { changes: result.changes, lastKey: Number(result.lastInsertRowid) }
    })
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storageError(error)
  }
}
