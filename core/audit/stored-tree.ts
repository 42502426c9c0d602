import type { Connection } from '../database/connection.ts'

/** A node of the recomputed tree that the stored one does not have, or has differently. */
export interface Difference {
  level: number
  position: number
  stored: boolean
}

/**
 * The tree in a file, held against one that is recomputed beside it. A stretch of a level is compared as one text: a row
 * a node would take as long as all the hashing.
 */
export class StoredTree {
  readonly #connection: Connection
  /** Nodes by level that were not compared yet: the position of the first, and their hashes. */
  #taken: { first: number; hashes: string[] }[] = []
  /** Nodes by level that were. */
  readonly #compared: number[] = []

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Takes the next node of a level, as hex; those of a level come in order. */
  take(level: number, position: number, hash: string): void {
    const stretch = (this.#taken[level] ??= { first: position, hashes: [] })
    stretch.hashes.push(hash)
  }

  /** What of the nodes taken since the last time is not in the file as it should be, leaves first. */
  differences(): Difference[] {
    const taken = this.#taken
    this.#taken = []
    return taken.flatMap(({ first, hashes }, level) => {
      this.#compared[level] = first + hashes.length
      return this.#text(level, first, hashes.length) === hashes.join('')
        ? []
        : this.#rowByRow(level, first, hashes)
    })
  }

  /** Whether leaves are stored beyond those that were compared. */
  get hasMoreLeaves(): boolean {
    return this.#any('level = 0 AND position >= ?', this.#compared[0] ?? 0)
  }

  /** Whether anything else is stored that the recomputed tree does not have. */
  get hasMoreNodes(): boolean {
    return (
      this.#any('level < ?', 0) ||
      this.#any('level >= ?', this.#compared.length) ||
      this.#compared.some(
        (count, level) =>
          this.#any('level = ? AND position < 0', level) ||
          this.#any('level = ? AND position >= ?', level, count),
      )
    )
  }

  #text(level: number, first: number, count: number): string | undefined {
    return this.#connection
      .prepare<{ text: string }>(
        `SELECT lower(group_concat(hash, '')) AS text FROM (
           SELECT hex(hash) AS hash FROM log_node WHERE level = ? AND position >= ? AND position < ? ORDER BY position)`,
      )
      .get(level, first, first + count)?.text
  }

  #rowByRow(level: number, first: number, hashes: readonly string[]): Difference[] {
    const stored = new Map(
      this.#connection
        .prepare<{ position: number; hash: string }>(
          `SELECT position, lower(hex(hash)) AS hash FROM log_node WHERE level = ? AND position >= ? AND position < ?`,
        )
        .all(level, first, first + hashes.length)
        .map((row) => [row.position, row.hash]),
    )
    return hashes.flatMap((hash, index) => {
      const found = stored.get(first + index)
      return found === hash ? [] : [{ level, position: first + index, stored: found !== undefined }]
    })
  }

  #any(condition: string, ...values: number[]): boolean {
    return (
      this.#connection.prepare(`SELECT 1 FROM log_node WHERE ${condition} LIMIT 1`).get(...values) !==
      undefined
    )
  }
}
