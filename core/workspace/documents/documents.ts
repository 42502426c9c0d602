import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { DocumentId, GroupId } from '../../ids.ts'

type DocumentStatus = 'waiting' | 'ready' | 'failed'

export interface DocumentSummary {
  id: DocumentId
  title: string
  format: string | null
  status: DocumentStatus
  /** A sentence, where it failed. */
  reason: string | null
  bytes: number
  addedMs: number
}

interface DocumentRow {
  id: string
  title: string
  format: string | null
  status: DocumentStatus
  reason: string | null
  bytes: number
  added_ms: number
}

const columns = 'id, title, format, status, reason, bytes, added_ms'

/** The documents that the member may read. */
export class DocumentReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  list(): DocumentSummary[] {
    return this.#connection
      .prepare<DocumentRow>(`SELECT ${columns} FROM temp.my_document ORDER BY title, id`)
      .all()
      .map(summary)
  }

  /** @throws BulkheadError `not-found`, the same for what never existed, is another workspace's or may not be read */
  get(id: DocumentId): DocumentSummary {
    const row = this.#connection
      .prepare<DocumentRow>(`SELECT ${columns} FROM temp.my_document WHERE id = ?`)
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such document here.')
    return summary(row)
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
      .prepare<DocumentRow>(`SELECT ${columns} FROM temp.my_document WHERE sha256 = ? ORDER BY key`)
      .all(sha256)
    const same = rows.find((row) => this.groups(DocumentId.parse(row.id)).join() === wanted)
    return same ? summary(same) : null
  }

  /** Readable documents whose import has not ended, oldest first. */
  waiting(): DocumentId[] {
    return this.#connection
      .prepare<{ id: string }>(`SELECT id FROM temp.my_document WHERE status = 'waiting' ORDER BY key`)
      .all()
      .map((row) => DocumentId.parse(row.id))
  }

  original(id: DocumentId): Uint8Array {
    const row = this.#connection
      .prepare<{ bytes: Uint8Array }>(
        `SELECT original.bytes FROM main.original
         JOIN temp.my_document ON my_document.key = original.document_key WHERE my_document.id = ?`,
      )
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such document here.')
    return row.bytes
  }

  /** Text of each page in order; `number` is null where the format has no pages. */
  pages(id: DocumentId): { number: number | null; text: string }[] {
    return this.#connection
      .prepare<{ number: number | null; text: string }>(
        `SELECT page.number, page.text FROM main.page
         JOIN temp.my_document ON my_document.key = page.document_key WHERE my_document.id = ? ORDER BY page.ordinal`,
      )
      .all(id)
  }
}

function summary(row: DocumentRow): DocumentSummary {
  return {
    id: DocumentId.parse(row.id),
    title: row.title,
    format: row.format,
    status: row.status,
    reason: row.reason,
    bytes: row.bytes,
    addedMs: row.added_ms,
  }
}
