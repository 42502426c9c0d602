import { modelFields } from '../audit/sealed-class.ts'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'

/** An opening as the log keeps it. */
export interface KeptOpening {
  seq: number
  field: string
  /** Salt, 32 bytes, and canonical JSON of the value; null where this member may not have them. */
  released: { salt: Uint8Array; value: string } | null
}

/** The openings of many entries at once, those that the member may pass on. */
export class OpeningReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /**
   * The openings of the entries from `from` to before `to`, in order of entry and field. An owner has those whose every
   * document they can read; an auditor only those that name a model (R7).
   */
  between(from: number, to: number): KeptOpening[] {
    return this.#connection
      .prepare<{ seq: number; field: string; salt: Uint8Array; value: string | null }>(
        `WITH model_field AS (SELECT value FROM json_each(?))
         SELECT seq, field, salt, iif(
                  EXISTS (SELECT 1 FROM temp.me JOIN main.member ON member.id = me.member_id
                          WHERE member.role = 'owner'
                             OR member.role = 'auditor' AND field IN model_field)
                  AND (field IN model_field OR NOT EXISTS (
                    SELECT 1 FROM main.opening_source
                    WHERE opening_source.seq = opening.seq
                      AND NOT EXISTS (SELECT 1 FROM temp.my_document WHERE my_document.id = opening_source.document))),
                  value, NULL) AS value
         FROM main.opening WHERE seq >= ? AND seq < ? ORDER BY seq, field`,
      )
      .all(JSON.stringify(modelFields), from, to)
      .map(({ seq, field, salt, value }) => ({
        seq,
        field,
        released: value === null ? null : { salt, value },
      }))
  }

  /** The salt with which this member's own export commits to what it releases; it is the digest of their own file. */
  exportSalt(seq: number): Uint8Array {
    const row = this.#connection
      .prepare<{ salt: Uint8Array }>(
        `SELECT opening.salt FROM main.opening
         JOIN main.entry USING (seq)
         JOIN temp.me ON json_extract(leaf, '$.actor') = me.member_id
         WHERE opening.seq = ? AND field = 'openings' AND json_extract(leaf, '$.type') = 'log.exported'`,
      )
      .get(seq)
    if (!row) throw new BulkheadError('not-found', 'There is no such export.')
    return row.salt
  }
}
