import type { Connection } from '../../database/connection.ts'
import { DocumentId } from '../../ids.ts'
import { refreshReadable } from '../people/readable.ts'
import { indexForm, tokenizer } from './tokenizer.ts'
import { type EmbeddingModel, servingTable, vectorBytes } from './vector-index.ts'

/** A passage inside this workspace file; it means nothing anywhere else and never leaves the workspace process. */
export type PassageKey = number & { readonly brand?: 'PassageKey' }

export interface Passage {
  key: PassageKey
  document: DocumentId
  title: string
  /** From 0 inside the document. */
  ordinal: number
  /** From 1; null where the format has no pages. */
  page: number | null
  /** UTF-16 code units in the page's text. */
  start: number
  end: number
  heading: string | null
  text: string
}

export interface Posting {
  passage: PassageKey
  /** How often the term stands in the passage. */
  occurrences: number
  /** Terms in the passage. */
  words: number
}

type PassageRow = Omit<Passage, 'document'> & { document: string }

/** The passages that the member may read, and the two searches that start from them. */
export class PassageReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Number and total length in terms of the readable passages: all that BM25 may know of the collection (R1). */
  totals(): { passages: number; words: number } {
    refreshReadable(this.#connection)
    const row = this.#connection
      .prepare<{ passages: number; words: number }>(
        'SELECT count(*) AS passages, coalesce(sum(words), 0) AS words FROM temp.my_passage_set',
      )
      .get()
    return row ?? { passages: 0, words: 0 }
  }

  /** The distinct terms of a text, as the keyword index makes them, in the order of the alphabet. */
  terms(text: string): string[] {
    this.#connection.execute(`
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.query_text USING fts5(body, content = '', tokenize = "${tokenizer}");
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.query_term USING fts5vocab(temp, query_text, 'row');
    `)
    const reset = this.#connection.prepare(`INSERT INTO temp.query_text (query_text) VALUES ('delete-all')`)
    reset.run()
    this.#connection.prepare('INSERT INTO temp.query_text (rowid, body) VALUES (1, ?)').run(indexForm(text))
    const terms = this.#connection
      .prepare<{ term: string }>('SELECT term FROM temp.query_term ORDER BY term')
      .all()
    reset.run()
    return terms.map((row) => row.term)
  }

  /** Readable passages that hold the term, as `terms` gives it. */
  postings(term: string): Posting[] {
    refreshReadable(this.#connection)
    return this.#connection
      .prepare<Posting>(
        `SELECT my_passage_set.key AS passage, count(*) AS occurrences, my_passage_set.words
         FROM main.passage_term JOIN temp.my_passage_set ON my_passage_set.key = passage_term.doc
         WHERE passage_term.term = ? GROUP BY my_passage_set.key`,
      )
      .all(term)
  }

  /**
   * The `k` readable passages nearest to a unit vector, exact, by rising Euclidean distance; none if no vectors of this
   * model serve. The filter is inside the search, so `k` readable matches give `k` results (R3).
   */
  nearest(
    vector: Float32Array,
    model: EmbeddingModel,
    k: number,
  ): { passage: PassageKey; distance: number }[] {
    const table = servingTable(this.#connection, model)
    if (!table) return []
    refreshReadable(this.#connection)
    return this.#connection
      .prepare<{ passage: number; distance: number }>(
        `SELECT passage_key AS passage, distance FROM ${table}
         WHERE embedding MATCH ? AND k = ? AND passage_key IN (SELECT key FROM temp.my_passage_set)
         ORDER BY distance`,
      )
      .all(vectorBytes(vector), k)
  }

  /** A readable passage by its place in its document, or null. */
  at(document: DocumentId, ordinal: number): Passage | null {
    const row = this.#connection
      .prepare<{ key: number }>(
        `SELECT my_passage.key FROM temp.my_passage
         JOIN temp.my_document ON my_document.key = my_passage.document_key
         WHERE my_document.id = ? AND my_passage.ordinal = ?`,
      )
      .get(document, ordinal)
    return row === undefined ? null : (this.get([row.key])[0] ?? null)
  }

  /** Readable passages by key, in the order asked; what may not be read is left out. */
  get(keys: readonly PassageKey[]): Passage[] {
    const select = this.#connection.prepare<PassageRow>(
      `SELECT my_passage.key, my_document.id AS document, my_document.title, my_passage.ordinal, page.number AS page,
              my_passage.span_start AS start, my_passage.span_end AS end, my_passage.heading, my_passage.text
       FROM temp.my_passage
       JOIN temp.my_document ON my_document.key = my_passage.document_key
       JOIN main.page ON page.document_key = my_passage.document_key AND page.ordinal = my_passage.page_ordinal
       WHERE my_passage.key = ?`,
    )
    return keys.flatMap((key) => {
      const row = select.get(key)
      return row ? [{ ...row, document: DocumentId.parse(row.document) }] : []
    })
  }

  /** Public place of each passage, for an order that does not hang on internal keys. */
  places(keys: readonly PassageKey[]): Map<PassageKey, { document: string; ordinal: number }> {
    refreshReadable(this.#connection)
    const select = this.#connection.prepare<{ document: string; ordinal: number }>(
      `SELECT document.id AS document, passage.ordinal FROM temp.my_passage_set
       JOIN main.passage ON passage.key = my_passage_set.key
       JOIN main.document ON document.key = passage.document_key
       WHERE my_passage_set.key = ?`,
    )
    const places = new Map<PassageKey, { document: string; ordinal: number }>()
    for (const key of keys) {
      const place = select.get(key)
      if (place) places.set(key, place)
    }
    return places
  }
}
