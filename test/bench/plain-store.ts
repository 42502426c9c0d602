import { join } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'
import { getLoadablePath } from 'sqlite-vec'
import { indexForm, tokenizer } from '../../core/workspace/documents/tokenizer.ts'

/** The same texts and vectors in a plain file: FTS5 with its own `bm25()`, sqlite-vec, no cipher, no access. */
export class PlainStore {
  readonly #database: Driver
  readonly #statements = new Map<string, ReturnType<Driver['prepare']>>()

  constructor(folder: string, passages: number, dimension: number) {
    this.#database = new Driver(join(folder, `plain-${passages}.db`))
    this.#database.loadExtension(getLoadablePath())
    this.#database.exec(`
      PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA cache_size = -65536;
      CREATE VIRTUAL TABLE plain_text USING fts5(body, content = '', tokenize = "${tokenizer}");
      CREATE VIRTUAL TABLE plain_vector USING vec0(key INTEGER PRIMARY KEY, embedding float[${dimension}]);
      CREATE TABLE readable (key INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE entry (seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL) STRICT;
    `)
  }

  insert(rows: readonly { key: number; text: string; vector: Float32Array; readable: boolean }[]): void {
    this.#database.exec('BEGIN')
    for (const { key, text, vector, readable } of rows) {
      this.#statement('INSERT INTO plain_text (rowid, body) VALUES (?, ?)').run(key, indexForm(text))
      this.#statement('INSERT INTO plain_vector (key, embedding) VALUES (?, ?)').run(
        BigInt(key),
        new Uint8Array(vector.buffer),
      )
      if (readable) this.#statement('INSERT INTO readable (key) VALUES (?)').run(key)
    }
    this.#database.exec('COMMIT')
  }

  keyword(question: string, limit: number, onlyReadable: boolean): unknown[] {
    const query = indexForm(question)
      .split(' ')
      .map((word) => `"${word}"`)
      .join(' OR ')
    const filter = onlyReadable ? 'AND EXISTS (SELECT 1 FROM readable WHERE key = plain_text.rowid)' : ''
    return this.#statement(
      `SELECT rowid, rank FROM plain_text WHERE plain_text MATCH ? ${filter} ORDER BY rank LIMIT ?`,
    ).all(query, limit)
  }

  vector(vector: Float32Array, limit: number, onlyReadable: boolean): unknown[] {
    const filter = onlyReadable ? 'AND key IN (SELECT key FROM readable)' : ''
    return this.#statement(
      `SELECT key, distance FROM plain_vector WHERE embedding MATCH ? AND k = ? ${filter}`,
    ).all(new Uint8Array(vector.buffer), limit)
  }

  /** One row, durable. */
  append(leaf: string): void {
    this.#database.exec('BEGIN IMMEDIATE')
    this.#statement('INSERT INTO entry (leaf) VALUES (?)').run(leaf)
    this.#database.exec('COMMIT')
  }

  close(): void {
    this.#database.close()
  }

  #statement(sql: string): ReturnType<Driver['prepare']> {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, known)
    return known
  }
}
