import { z } from 'zod'
import type { DocumentSummary } from '../../contract/workspace/documents.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { DocumentId, GroupId } from '../../ids.ts'

type DocumentRow = Omit<DocumentSummary, 'id' | 'groups'> & { id: string; groups: string }

/**
 * A member is told of the groups that they are in, an owner of all (R1). A document whose first page has no number has
 * no pages that one could count.
 */
const summaries = `
  SELECT id, title, format, status, reason, bytes, added_ms AS addedMs,
         coalesce((SELECT folder FROM main.document_folder WHERE document_key = my_document.key), '') AS folder,
         iif((SELECT number FROM main.page WHERE document_key = my_document.key AND ordinal = 0) IS NULL, NULL,
             (SELECT count(*) FROM main.page WHERE document_key = my_document.key)) AS pages,
         (SELECT json_group_array(name) FROM (
            SELECT access_group.name
            FROM main.document_group
            JOIN main.access_group ON access_group.id = document_group.group_id
            JOIN temp.me
            JOIN main.member ON member.id = me.member_id
            LEFT JOIN main.group_member
              ON group_member.group_id = access_group.id AND group_member.member_id = member.id
            WHERE document_group.document_key = my_document.key
              AND (member.role = 'owner' OR group_member.member_id IS NOT NULL)
            ORDER BY access_group.name)) AS groups
  FROM temp.my_document`

/** The documents that the member may read. */
export class DocumentReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  list(): DocumentSummary[] {
    return this.#connection.prepare<DocumentRow>(`${summaries} ORDER BY title, id`).all().map(summary)
  }

  /** Those in a folder and in the folders below it. */
  inFolder(folder: string): DocumentId[] {
    return this.#connection
      .prepare<{ id: string }>(
        `SELECT my_document.id FROM temp.my_document
         JOIN main.document_folder ON document_key = my_document.key
         WHERE folder = ? OR substr(folder, 1, length(?) + 1) = ? || '/'
         ORDER BY my_document.key`,
      )
      .all(folder, folder, folder)
      .map(({ id }) => DocumentId.parse(id))
  }

  /** How many are ready. */
  count(): number {
    const row = this.#connection
      .prepare<{ count: number }>(`SELECT count(*) AS count FROM temp.my_document WHERE status = 'ready'`)
      .get()
    return row?.count ?? 0
  }

  /** @throws BulkheadError `not-found`, the same for what never existed, is another workspace's or may not be read */
  get(id: DocumentId): DocumentSummary {
    const row = this.#connection.prepare<DocumentRow>(`${summaries} WHERE id = ?`).get(id)
    if (!row) throw noSuchDocument()
    return summary(row)
  }

  /** Null where it cannot be read. */
  title(id: DocumentId): string | null {
    return (
      this.#connection.prepare<{ title: string }>('SELECT title FROM temp.my_document WHERE id = ?').get(id)
        ?.title ?? null
    )
  }

  /** Whether all of them can be read. */
  has(ids: readonly DocumentId[]): boolean {
    const row = this.#connection
      .prepare<{ missing: number }>(
        `SELECT count(*) AS missing FROM json_each(?)
         WHERE NOT EXISTS (SELECT 1 FROM temp.my_document WHERE id = json_each.value)`,
      )
      .get(JSON.stringify(ids))
    return row?.missing === 0
  }

  groups(id: DocumentId): GroupId[] {
    return this.#connection
      .prepare<{ id: string }>(
        `SELECT group_id AS id FROM main.document_group
         JOIN temp.my_document ON my_document.key = document_key WHERE my_document.id = ? ORDER BY group_id`,
      )
      .all(id)
      .map((row) => GroupId.parse(row.id))
  }

  /** A readable document with these very bytes and groups: the only kind of duplicate that an importer may learn of. */
  sameAs(sha256: Uint8Array, groups: readonly GroupId[]): DocumentSummary | null {
    const wanted = [...groups].sort().join()
    const rows = this.#connection
      .prepare<DocumentRow>(`${summaries} WHERE sha256 = ? ORDER BY key`)
      .all(sha256)
    const same = rows.find((row) => this.groups(DocumentId.parse(row.id)).join() === wanted)
    return same ? summary(same) : null
  }

  /** Readable documents whose import has not ended and whose file waits in nobody's import, oldest first. */
  waiting(): DocumentId[] {
    return this.#connection
      .prepare<{ id: string }>(
        `SELECT id FROM temp.my_document
         WHERE status = 'waiting' AND NOT EXISTS (SELECT 1 FROM main.waiting_file WHERE document_key = my_document.key)
         ORDER BY key`,
      )
      .all()
      .map((row) => DocumentId.parse(row.id))
  }

  /** @throws BulkheadError `not-found` */
  original(id: DocumentId): Uint8Array {
    return this.#bytes('original.bytes', id)
  }

  /**
   * Bytes of the original from `start` to before `end`, without those that lie outside of it.
   *
   * @throws BulkheadError `not-found`
   */
  piece(id: DocumentId, start: number, end: number): Uint8Array {
    return this.#bytes('substr(original.bytes, ? + 1, ?)', start, Math.max(0, end - start), id)
  }

  #bytes(expression: string, ...values: (number | string)[]): Uint8Array {
    const row = this.#connection
      .prepare<{ bytes: Uint8Array | null }>(
        `SELECT ${expression} AS bytes FROM main.original
         JOIN temp.my_document ON my_document.key = original.document_key WHERE my_document.id = ?`,
      )
      .get(...values)
    if (!row) throw noSuchDocument()
    // SQLite's substr makes NULL of an empty blob.
    return row.bytes ?? new Uint8Array()
  }

  /** Text of each page in order; `number` is null where the format has no pages. */
  pages(id: DocumentId): { number: number | null; text: string }[] {
    return [...this.#pages(id)]
  }

  /** How long the text of each page is, in UTF-16 code units; holds one page at a time. */
  lengths(id: DocumentId): { number: number | null; characters: number }[] {
    const lengths: { number: number | null; characters: number }[] = []
    for (const { number, text } of this.#pages(id)) lengths.push({ number, characters: text.length })
    return lengths
  }

  #pages(id: DocumentId): IterableIterator<{ number: number | null; text: string }> {
    return this.#connection
      .prepare<{ number: number | null; text: string }>(
        `SELECT page.number, page.text FROM main.page
         JOIN temp.my_document ON my_document.key = page.document_key WHERE my_document.id = ? ORDER BY page.ordinal`,
      )
      .iterate(id)
  }

  /** Text of the page at that place, from 0. @throws BulkheadError `not-found` */
  text(id: DocumentId, ordinal: number): string {
    const row = this.#connection
      .prepare<{ text: string }>(
        `SELECT page.text FROM main.page
         JOIN temp.my_document ON my_document.key = page.document_key
         WHERE my_document.id = ? AND page.ordinal = ?`,
      )
      .get(id, ordinal)
    if (!row) throw new BulkheadError('not-found', 'There is no such page here.')
    return row.text
  }
}

const GroupNames = z.array(z.string())

function summary({ id, groups, ...row }: DocumentRow): DocumentSummary {
  return { ...row, id: DocumentId.parse(id), groups: GroupNames.parse(JSON.parse(groups)) }
}

function noSuchDocument(): BulkheadError {
  return new BulkheadError('not-found', 'There is no such document here.')
}
