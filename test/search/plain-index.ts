import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { indexForm, tokenizer } from '../../core/workspace/documents/tokenizer.ts'

const Row = z.object({ rowid: z.int(), score: z.number() })

/** A plain FTS5 table in memory with the tokenizer of a workspace: what its own `bm25()` says is the reference. */
export class PlainIndex {
  readonly #database = new DatabaseSync(':memory:')

  constructor(texts: readonly string[]) {
    this.#database.exec(`CREATE VIRTUAL TABLE plain USING fts5(body, tokenize = "${tokenizer}")`)
    const insert = this.#database.prepare('INSERT INTO plain (rowid, body) VALUES (?, ?)')
    texts.forEach((text, index) => insert.run(index, indexForm(text)))
  }

  /** Score by index into the texts, the higher the nearer, for any of the words. */
  scores(words: readonly string[]): Map<number, number> {
    const query = words.map((word) => `"${indexForm(word)}"`).join(' OR ')
    const rows = this.#database
      .prepare('SELECT rowid, -bm25(plain) AS score FROM plain WHERE plain MATCH ?')
      .all(query)
      .map((row) => Row.parse(row))
    return new Map(rows.map((row) => [row.rowid, row.score]))
  }

  close(): void {
    this.#database.close()
  }
}
