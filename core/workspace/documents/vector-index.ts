import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'

/** The embedder that made a set of vectors; vectors of two models are never compared. */
export interface EmbeddingModel {
  name: string
  /** Of the model's files, hex. */
  sha256: string
  dimension: number
}

/** Name of the sqlite-vec table of the index that answers searches, if there is one for this model. */
export function servingTable(connection: Connection, model: EmbeddingModel): string | null {
  const row = connection
    .prepare<{ key: number }>('SELECT key FROM vector_index WHERE serving = 1 AND sha256 = ?')
    .get(model.sha256)
  return row ? `passage_vector_${row.key}` : null
}

/** Every table of vectors in the file: a deleted document leaves all of them (R6). */
export function vectorTables(connection: Connection): string[] {
  return connection
    .prepare<{ key: number }>('SELECT key FROM vector_index')
    .all()
    .map((row) => `passage_vector_${row.key}`)
}

/** The table for this model's vectors, made at the first use. */
export function openVectorTable(connection: Connection, model: EmbeddingModel): string {
  const known = servingTable(connection, model)
  if (known) return known
  const other = connection
    .prepare<{ model: string }>('SELECT model FROM vector_index WHERE serving = 1')
    .get()
  if (other)
    throw new BulkheadError(
      'model-changed',
      'This workspace was indexed with another embedding model. Use that model, or index the documents again.',
    )
  const { lastKey } = connection
    .prepare('INSERT INTO vector_index (model, sha256, dimension, serving) VALUES (?, ?, ?, 1)')
    .run(model.name, model.sha256, model.dimension)
  const table = `passage_vector_${lastKey}`
  connection.execute(
    `CREATE VIRTUAL TABLE ${table} USING vec0(passage_key INTEGER PRIMARY KEY, embedding float[${model.dimension}])`,
  )
  return table
}

/** A vector as sqlite-vec takes it: little-endian float32. NaN is refused, since sqlite-vec would accept it. */
export function vectorBytes(vector: Float32Array): Uint8Array {
  if (vector.some((value) => !Number.isFinite(value)))
    throw new BulkheadError('internal', 'The embedding model returned a vector that is not a number.')
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}
