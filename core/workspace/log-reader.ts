import { z } from 'zod'
import { Entry } from '../audit/entry.ts'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'

/** A sealed value: as it was, or why it is not shown. */
export type Opening = { value: z.infer<typeof Json> } | { unopened: 'erased' | 'not-readable' }

const Json = z.json()

/** The workspace's log: entries without their openings, and the openings that the member may see. */
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

  /** One entry, and its leaf as it stands in the tree. @throws BulkheadError `not-found` */
  entry(seq: number): { leaf: string; entry: Entry } {
    const row = this.#connection
      .prepare<{ leaf: string }>('SELECT leaf FROM main.entry WHERE seq = ?')
      .get(seq)
    if (!row) throw new BulkheadError('not-found', 'There is no such entry in this log.')
    return { leaf: row.leaf, entry: Entry.parse(JSON.parse(row.leaf)) }
  }

  /**
   * What the commitments of an entry stand for, by field. An owner sees it as long as every document that it derives
   * from can be read by them; nobody else sees any (R7).
   */
  openings({ seq, sealed }: Entry): Record<string, Opening> {
    const rows = this.#connection
      .prepare<{ field: string; value: string | null }>(
        `SELECT field, iif(
                  EXISTS (SELECT 1 FROM temp.me JOIN main.member ON member.id = me.member_id WHERE member.role = 'owner')
                  AND NOT EXISTS (
                    SELECT 1 FROM main.opening_source
                    WHERE opening_source.seq = opening.seq
                      AND NOT EXISTS (SELECT 1 FROM temp.my_document WHERE my_document.id = opening_source.document)),
                  value, NULL) AS value
         FROM main.opening WHERE seq = ?`,
      )
      .all(seq)
    const kept = new Map(rows.map(({ field, value }) => [field, value]))
    return Object.fromEntries(
      Object.keys(sealed).map((field): [string, Opening] => {
        const value = kept.get(field)
        if (value === undefined) return [field, { unopened: 'erased' }]
        return [
          field,
          value === null ? { unopened: 'not-readable' } : { value: Json.parse(JSON.parse(value)) },
        ]
      }),
    )
  }

  size(): number {
    const row = this.#connection
      .prepare<{ size: number }>('SELECT coalesce(max(seq), -1) + 1 AS size FROM main.entry')
      .get()
    return row?.size ?? 0
  }
}
