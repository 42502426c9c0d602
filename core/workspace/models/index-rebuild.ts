import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { indexedText } from '../documents/indexed-text.ts'
import {
  beginBuilding,
  buildingIndex,
  dropBuilding,
  type EmbeddingModel,
  servingIndex,
  switchToBuilding,
  vectorBytes,
  vectorTableOf,
} from '../documents/vector-index.ts'

/** A passage that has no vector of the new embedder yet. It goes to the embedder and to nobody else. */
export interface UnembeddedPassage {
  key: number
  text: string
}

/**
 * Makes the vectors of another embedder beside those that serve, and lets them serve when there is one for every passage.
 * It works on all passages of the file, whoever may read them: the texts go to the embedder's thread, what comes back is
 * stored, and nothing of either reaches a caller. That is why it is not a `Reader`, and why only `Scope` hands one out.
 * Every step is a transaction of its own, so that a kill loses one step at most (K5).
 */
export class IndexRebuild {
  readonly #connection: Connection
  readonly #log: Log
  readonly #actor: () => Actor
  /** Key of the last passage that has a vector; null until it was looked up. Keys only grow. */
  #after: number | null = null

  /** For `Scope`. */
  constructor(connection: Connection, log: Log, actor: () => Actor) {
    this.#connection = connection
    this.#log = log
    this.#actor = actor
  }

  /**
   * Begins, or goes on, making vectors of this embedder; what was made of a third one is dropped. False where there is
   * nothing to do because it serves already.
   */
  begin(model: EmbeddingModel): boolean {
    this.#after = null
    return this.#connection.transaction(() => {
      const building = buildingIndex(this.#connection)
      if (building && building.sha256 !== model.sha256) dropBuilding(this.#connection)
      if (servingIndex(this.#connection)?.sha256 === model.sha256) return false
      if (building?.sha256 !== model.sha256) beginBuilding(this.#connection, model)
      return true
    })
  }

  /** Gives up what was made so far. */
  abandon(): void {
    this.#connection.transaction(() => dropBuilding(this.#connection))
  }

  /** The next passages, in the order in which they were stored. */
  next(limit: number): UnembeddedPassage[] {
    const table = vectorTableOf(this.#building())
    this.#after ??=
      this.#connection
        .prepare<{ key: number }>(`SELECT coalesce(max(passage_key), 0) AS key FROM main.${table}`)
        .get()?.key ?? 0
    return this.#connection
      .prepare<{ key: number; title: string; heading: string | null; text: string }>(
        `SELECT passage.key, document.title, passage.heading, passage.text
         FROM main.passage JOIN main.document ON document.key = passage.document_key
         WHERE passage.key > ?
         ORDER BY passage.key LIMIT ?`,
      )
      .all(this.#after, limit)
      .map(({ key, ...passage }) => ({ key, text: indexedText(passage) }))
  }

  /** Stores vectors in the order of `passages`; one whose document was deleted meanwhile has none (R6). */
  store(passages: readonly UnembeddedPassage[], vectors: readonly Float32Array[]): void {
    this.#connection.transaction(() => {
      const table = vectorTableOf(this.#building())
      const exists = this.#connection.prepare<{ key: number }>('SELECT key FROM main.passage WHERE key = ?')
      const insert = this.#connection.prepare(
        `INSERT INTO main.${table} (passage_key, embedding) VALUES (?, ?)`,
      )
      passages.forEach(({ key }, index) => {
        const vector = vectors[index]
        if (!vector) throw new BulkheadError('internal', 'The embedding model returned too few vectors.')
        if (exists.get(key)) insert.run(BigInt(key), vectorBytes(vector))
      })
    })
    this.#after = passages.at(-1)?.key ?? this.#after
  }

  /**
   * Lets the new vectors serve and drops the old ones, in one transaction with its entry. False where a passage came
   * meanwhile that has no vector yet.
   */
  finish(): boolean {
    return this.#connection.transaction(() => {
      const { name, sha256 } = this.#building()
      if (this.next(1).length > 0) return false
      switchToBuilding(this.#connection)
      this.#log.append({
        type: 'index.switched',
        actor: this.#actor(),
        outcome: 'done',
        about: {},
        sealed: { embedder: { name, sha256 } },
      })
      return true
    })
  }

  #building(): EmbeddingModel & { key: number } {
    const building = buildingIndex(this.#connection)
    if (!building) throw new BulkheadError('cancelled', 'Another embedder was chosen meanwhile.')
    return building
  }
}
