import type { ModelTask } from '../../contract/model.ts'
import type { Connection } from '../../database/connection.ts'
import { buildingIndex, servingIndex, vectorTableOf } from '../documents/vector-index.ts'
import type { EmbeddingModel } from '../documents/vector-index.ts'
import { refreshReadable } from '../people/readable.ts'

/** A model by what it is called and by the SHA-256 over its files. */
export interface ModelReference {
  name: string
  sha256: string
}

/** Which models a workspace works with. Nothing of it derives from a document, so every member may know. */
export class ModelReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** What was chosen for a task; null is what comes with the app, or none. */
  chosen(task: ModelTask): ModelReference | null {
    return (
      this.#connection
        .prepare<ModelReference>('SELECT name, sha256 FROM main.model_choice WHERE task = ?')
        .get(task) ?? null
    )
  }

  /** The embedder whose vectors answer searches; null before the first document. */
  get serving(): EmbeddingModel | null {
    return servingIndex(this.#connection)
  }

  /** The embedder whose vectors are being made, to serve when they are complete. */
  get building(): EmbeddingModel | null {
    return buildingIndex(this.#connection)
  }

  /**
   * How far the index that is being made has come, in passages that the member may read: what they may not read is not
   * counted (R1). Null where none is being made.
   */
  progress(): { done: number; total: number } | null {
    const building = buildingIndex(this.#connection)
    if (!building) return null
    refreshReadable(this.#connection)
    const row = this.#connection
      .prepare<{ done: number; total: number }>(
        `SELECT count(*) AS total,
                count(CASE WHEN key IN (SELECT passage_key FROM main.${vectorTableOf(building)}) THEN 1 END) AS done
         FROM temp.my_passage_set`,
      )
      .get()
    return row ?? { done: 0, total: 0 }
  }
}
