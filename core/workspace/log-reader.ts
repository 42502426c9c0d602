import { z } from 'zod'
import { Entry } from '../audit/entry.ts'
import type { EventType } from '../audit/event.ts'
import type { LogFilter } from '../contract/workspace/log.ts'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import type { AnswerId } from '../ids.ts'
import type { ConsentReader } from './consent/consent-reader.ts'

/** A sealed value: as it was, or why it is not shown. */
export type Opening = { value: z.infer<typeof Json> } | { unopened: 'erased' | 'not-readable' }

const Json = z.json()

/** The workspace's log: entries without their openings, and the openings that the member may see. */
export class LogReader {
  readonly #connection: Connection
  readonly #consent: ConsentReader

  constructor(connection: Connection, consent: ConsentReader) {
    this.#connection = connection
    this.#consent = consent
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
   * Entries that fit, newest first, among those from `from` to before `to`. Reads the leaves: an index would cost every
   * append, and a stretch of some thousands is read in milliseconds.
   */
  matching(
    { person, types, document }: Pick<LogFilter, 'person' | 'types' | 'document'>,
    { from, to, limit }: { from: number; to: number; limit: number },
  ): Entry[] {
    return this.#connection
      .prepare<{ leaf: string }>(
        `WITH asked (person, types, document) AS (VALUES (?, ?, ?))
         SELECT leaf FROM asked, main.entry
         WHERE seq >= ? AND seq < ?
           AND (person IS NULL OR instr(leaf, person) > 0)
           AND (types IS NULL OR json_extract(leaf, '$.type') IN (SELECT value FROM json_each(types)))
           AND (asked.document IS NULL OR instr(leaf, asked.document) > 0 OR seq IN (
             SELECT opening_source.seq FROM main.opening_source
             JOIN temp.my_document ON my_document.id = opening_source.document
             WHERE opening_source.document = ?))
         ORDER BY seq DESC LIMIT ?`,
      )
      .all(
        quoted(person),
        types === null ? null : JSON.stringify(types),
        quoted(document),
        from,
        to,
        document,
        limit,
      )
      .map((row) => Entry.parse(JSON.parse(row.leaf)))
  }

  /** Whether that entry is of that type and of this member. */
  isOwn(seq: number, type: EventType): boolean {
    const row = this.#connection
      .prepare<{ own: number }>(
        `SELECT 1 AS own FROM main.entry
         JOIN temp.me ON json_extract(leaf, '$.actor') = me.member_id
         WHERE seq = ? AND json_extract(leaf, '$.type') = ?`,
      )
      .get(seq, type)
    return row !== undefined
  }

  /**
   * The entries that an answer began and ended with, and that of a search in between; null where there is none yet. Owners and auditors find
   * every answer, a member their own while every document of its prompt can be read by them (R7).
   *
   * @throws BulkheadError `not-found`, the same for a colleague's answer as for what never was one
   */
  answer(answer: AnswerId): { began: number; searched: number | null; ended: number | null } {
    const row = this.#connection
      .prepare<{ beganMs: number; ended: number }>(
        `SELECT began_ms AS beganMs, ended FROM main.answer
         WHERE id = ? AND (
           EXISTS (SELECT 1 FROM temp.me JOIN main.member ON member.id = me.member_id
                   WHERE member.role IN ('owner', 'auditor'))
           OR EXISTS (SELECT 1 FROM temp.my_turn WHERE my_turn.answer_id = answer.id AND my_turn.readable))`,
      )
      .get(answer)
    const began = row && this.#firstOf('answer.began', answer, this.#since(row.beganMs))
    if (began === undefined || began === null)
      throw new BulkheadError(
        'not-found',
        'There is no such answer here, or you may not see how it was made.',
      )
    const ended = row?.ended === 1 ? this.#firstOf('answer.ended', answer, began + 1) : null
    return { began, searched: this.#firstOf('answer.searched', answer, began + 1, ended), ended }
  }

  #firstOf(type: EventType, answer: AnswerId, from: number, before: number | null = null): number | null {
    const row = this.#connection
      .prepare<{ seq: number }>(
        `SELECT seq FROM main.entry
         WHERE seq >= ? AND seq < ? AND instr(leaf, ?) > 0 AND json_extract(leaf, '$.type') = ?
         ORDER BY seq LIMIT 1`,
      )
      .get(from, before ?? Number.MAX_SAFE_INTEGER, `"answer":"${answer}"`, type)
    return row?.seq ?? null
  }

  /** Sequence of an entry of that time or a little earlier: times of entries never go back. */
  #since(timeMs: number): number {
    const at = this.#connection.prepare<{ at: number }>(
      `SELECT json_extract(leaf, '$.at') AS at FROM main.entry WHERE seq = ?`,
    )
    let [low, high] = [0, this.size()]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if ((at.get(middle)?.at ?? 0) < timeMs) low = middle + 1
      else high = middle
    }
    return low
  }

  /**
   * What the commitments of an entry stand for, by field. An owner sees it, and a member what began and ended an answer
   * of their own, as long as every document that it derives from can be read by them. An auditor sees what an owner has
   * granted them, until that ends; nobody else sees any (R7).
   */
  openings({ seq, sealed }: Entry): Record<string, Opening> {
    const rows = this.#connection
      .prepare<{ field: string; value: string | null }>(
        `SELECT field, iif(
                  (EXISTS (SELECT 1 FROM temp.me JOIN main.member ON member.id = me.member_id WHERE member.role = 'owner')
                   OR EXISTS (
                     SELECT 1 FROM main.entry
                     JOIN temp.my_turn ON my_turn.answer_id = json_extract(leaf, '$.about.answer') AND my_turn.readable
                     JOIN temp.me JOIN main.member ON member.id = me.member_id AND member.role = 'member'
                     WHERE entry.seq = opening.seq AND json_extract(leaf, '$.type') IN ('answer.began', 'answer.searched', 'answer.ended')))
                  AND NOT EXISTS (
                    SELECT 1 FROM main.opening_source
                    WHERE opening_source.seq = opening.seq
                      AND NOT EXISTS (SELECT 1 FROM temp.my_document WHERE my_document.id = opening_source.document))
                  OR EXISTS (SELECT 1 FROM temp.me JOIN main.member ON member.id = me.member_id WHERE member.role = 'auditor')
                  AND field IN (SELECT value FROM json_each(?)),
                  value, NULL) AS value
         FROM main.opening WHERE seq = ?`,
      )
      .all(JSON.stringify(this.#consent.openFields(seq)), seq)
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

/** An id as it stands in a leaf. */
function quoted(id: string | null): string | null {
  return id === null ? null : JSON.stringify(id)
}
