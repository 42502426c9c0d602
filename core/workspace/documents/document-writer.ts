import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { DocumentId, type GroupId, newId } from '../../ids.ts'
import { eraseFromThreads } from '../threads/erase-from-threads.ts'
import { forgetEmptyFolders } from './folder-writer.ts'
import { indexedText } from './indexed-text.ts'
import { indexForm, termCount } from './tokenizer.ts'
import { type EmbeddingModel, openVectorTable, vectorBytes, vectorTables } from './vector-index.ts'

export interface NewDocument {
  /** Given where a document comes back from an export; otherwise a new one. */
  id?: DocumentId
  title: string
  original: Uint8Array
  /** SHA-256 of the original, 32 bytes. */
  sha256: Uint8Array
  groups: readonly GroupId[]
  /** Path, with slashes, below what was picked; left out where it came alone. */
  folder?: string
}

export interface IndexedPassage {
  pageOrdinal: number
  start: number
  end: number
  heading: string | null
  text: string
  vector: Float32Array
}

export interface ReadDocument {
  format: string
  pages: readonly { number: number | null; text: string }[]
  passages: readonly IndexedPassage[]
  model: EmbeddingModel
}

/** Changes to documents. Each leaves its entry in the same transaction, so that neither is there without the other. */
export class DocumentWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  get #connection(): Connection {
    return this.#open()
  }

  /** Keeps the original and queues it: nothing of it can be found until `complete`. */
  add(document: NewDocument): DocumentId {
    const id = document.id ?? newId(DocumentId)
    const groups = [...document.groups].sort()
    const { lastKey } = this.#connection
      .prepare(
        `INSERT INTO document (id, title, sha256, bytes, status, added_ms, added_by)
         VALUES (?, ?, ?, ?, 'waiting', ?, ?)`,
      )
      .run(id, document.title, document.sha256, document.original.length, Date.now(), this.#actor.id)
    this.#connection
      .prepare('INSERT INTO original (document_key, bytes) VALUES (?, ?)')
      .run(lastKey, document.original)
    for (const group of groups)
      this.#connection
        .prepare('INSERT INTO document_group (document_key, group_id) VALUES (?, ?)')
        .run(lastKey, group)
    if (document.folder)
      this.#connection
        .prepare('INSERT INTO document_folder (document_key, folder) VALUES (?, ?)')
        .run(lastKey, document.folder)
    this.#log.append({
      type: 'document.added',
      actor: this.#actor,
      outcome: 'done',
      about: { document: id, groups },
      sealed: { title: document.title, sha256: Buffer.from(document.sha256).toString('hex') },
      sources: [id],
    })
    return id
  }

  /**
   * Stores everything that was read from a document, all at once: there is no half document. One that is ready was
   * finished by another import meanwhile, and stays as it is.
   */
  complete(id: DocumentId, read: ReadDocument): void {
    const { key, title, status } = this.#find(id)
    if (status === 'ready') return
    this.#connection
      .prepare(`UPDATE document SET status = 'ready', reason = NULL, format = ? WHERE key = ?`)
      .run(read.format, key)
    const insertPage = this.#connection.prepare(
      'INSERT INTO page (document_key, ordinal, number, text) VALUES (?, ?, ?, ?)',
    )
    read.pages.forEach((page, ordinal) => insertPage.run(key, ordinal, page.number, page.text))
    const table = openVectorTable(this.#connection, read.model)
    read.passages.forEach((passage, ordinal) => this.#insertPassage(key, title, ordinal, passage, table))
    this.#log.append({
      type: 'document.imported',
      actor: this.#actor,
      outcome: 'done',
      about: { document: id },
      sealed: { passages: read.passages.length, embedder: read.model.sha256 },
      sources: [id],
    })
  }

  #insertPassage(
    document: number,
    title: string,
    ordinal: number,
    passage: IndexedPassage,
    vectorTable: string,
  ): void {
    const indexed = indexForm(indexedText({ title, heading: passage.heading, text: passage.text }))
    const { lastKey } = this.#connection
      .prepare(
        `INSERT INTO passage (document_key, ordinal, page_ordinal, span_start, span_end, heading, text, words)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        document,
        ordinal,
        passage.pageOrdinal,
        passage.start,
        passage.end,
        passage.heading,
        passage.text,
        termCount(indexed),
      )
    this.#connection.prepare('INSERT INTO passage_index (rowid, body) VALUES (?, ?)').run(lastKey, indexed)
    this.#connection
      .prepare(`INSERT INTO ${vectorTable} (passage_key, embedding) VALUES (?, ?)`)
      .run(BigInt(lastKey), vectorBytes(passage.vector))
  }

  /** Sets a document that is not ready aside with a sentence; it gives no passages (R4). */
  fail(id: DocumentId, reason: string): void {
    const { key, status } = this.#find(id)
    if (status === 'ready') return
    this.#connection
      .prepare(`UPDATE document SET status = 'failed', reason = ? WHERE key = ?`)
      .run(reason, key)
    this.#log.append({
      type: 'document.failed',
      actor: this.#actor,
      outcome: 'failed',
      about: { document: id },
      sealed: { reason },
      sources: [id],
    })
  }

  setGroups(id: DocumentId, groups: readonly GroupId[]): void {
    this.#setGroups(this.#find(id).key, id, groups)
  }

  /**
   * The same for a document that nobody can read, and for no other.
   *
   * @throws BulkheadError `not-found`
   */
  adopt(id: DocumentId, groups: readonly GroupId[]): void {
    const row = this.#connection
      .prepare<{ key: number }>(
        `SELECT key FROM main.document
         WHERE id = ? AND NOT EXISTS (
           SELECT 1 FROM main.document_group
           JOIN main.group_member USING (group_id)
           JOIN main.member ON member.id = group_member.member_id AND member.role <> 'auditor'
           WHERE document_group.document_key = document.key)`,
      )
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such document here.')
    this.#setGroups(row.key, id, groups)
  }

  #setGroups(key: number, id: DocumentId, groups: readonly GroupId[]): void {
    const sorted = [...groups].sort()
    this.#connection.prepare('DELETE FROM document_group WHERE document_key = ?').run(key)
    for (const group of sorted)
      this.#connection
        .prepare('INSERT INTO document_group (document_key, group_id) VALUES (?, ?)')
        .run(key, group)
    this.#log.append({
      type: 'document.regrouped',
      actor: this.#actor,
      outcome: 'done',
      about: { document: id, groups: sorted },
      sealed: {},
    })
  }

  /**
   * Removes a document and what derives from it: original, pages, passages, index terms, vectors, replies in everyone's
   * threads and the openings in the log (R6). The commitments stay, so the log stands.
   */
  delete(id: DocumentId): void {
    const { key, title } = this.#find(id)
    this.#connection.emptyJournalAfterwards()
    eraseFromThreads(this.#connection, id)
    const passages = this.#connection
      .prepare<{ key: number; heading: string | null; text: string }>(
        'SELECT key, heading, text FROM passage WHERE document_key = ?',
      )
      .all(key)
    const tables = vectorTables(this.#connection)
    for (const passage of passages) {
      this.#connection
        .prepare(`INSERT INTO passage_index (passage_index, rowid, body) VALUES ('delete', ?, ?)`)
        .run(passage.key, indexForm(indexedText({ title, ...passage })))
      for (const table of tables)
        this.#connection.prepare(`DELETE FROM ${table} WHERE passage_key = ?`).run(BigInt(passage.key))
    }
    this.#connection.prepare('DELETE FROM document WHERE key = ?').run(key)
    this.#connection
      .prepare('DELETE FROM opening WHERE seq IN (SELECT seq FROM opening_source WHERE document = ?)')
      .run(id)
    this.#connection.prepare('DELETE FROM opening_source WHERE document = ?').run(id)
    this.#log.append({
      type: 'document.deleted',
      actor: this.#actor,
      outcome: 'done',
      about: { document: id },
      sealed: {},
    })
    forgetEmptyFolders(this.#connection, this.#log, this.#actor)
  }

  /** @throws BulkheadError `not-found` for what the member may not read, as for what never existed */
  #find(id: DocumentId): { key: number; title: string; status: string } {
    const row = this.#connection
      .prepare<{ key: number; title: string; status: string }>(
        'SELECT key, title, status FROM temp.my_document WHERE id = ?',
      )
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such document here.')
    return row
  }
}
