import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'

/** The embedder that made a set of vectors; vectors of two models are never compared. */
export interface EmbeddingModel {
  name: string
  /** Of the model's files, hex. */
  sha256: string
  dimension: number
}

/** A set of vectors in the file. */
type VectorIndex = EmbeddingModel & { key: number }

/** The vectors that answer searches. */
export function servingIndex(connection: Connection): VectorIndex | null {
  return indexOf(connection, 1)
}

/** The vectors of another embedder that are being made, to serve when they are complete; one at most. */
export function buildingIndex(connection: Connection): VectorIndex | null {
  return indexOf(connection, 0)
}

function indexOf(connection: Connection, serving: 0 | 1): VectorIndex | null {
  return (
    connection
      .prepare<VectorIndex>(
        'SELECT key, model AS name, sha256, dimension FROM main.vector_index WHERE serving = ?',
      )
      .get(serving) ?? null
  )
}

/** Name of its sqlite-vec table. */
export function vectorTableOf({ key }: Pick<VectorIndex, 'key'>): string {
  return `passage_vector_${key}`
}

/** The table of the index that answers searches, if that is of this model. */
export function servingTable(connection: Connection, model: EmbeddingModel): string | null {
  const serving = servingIndex(connection)
  return serving?.sha256 === model.sha256 ? vectorTableOf(serving) : null
}

/** Makes room for the vectors of another embedder beside those that serve. */
export function beginBuilding(connection: Connection, model: EmbeddingModel): void {
  createTable(connection, model, 0)
}

/** Drops what was made of an index that will never serve. */
export function dropBuilding(connection: Connection): void {
  const building = buildingIndex(connection)
  if (building) dropIndex(connection, building)
}

/** Lets the index that was built serve, and drops the one that did. */
export function switchToBuilding(connection: Connection): void {
  const serving = servingIndex(connection)
  if (serving) dropIndex(connection, serving)
  connection.prepare('UPDATE vector_index SET serving = 1 WHERE serving = 0').run()
}

function dropIndex(connection: Connection, index: VectorIndex): void {
  connection.execute(`DROP TABLE main.${vectorTableOf(index)}`)
  connection.prepare('DELETE FROM vector_index WHERE key = ?').run(index.key)
}

function createTable(connection: Connection, model: EmbeddingModel, serving: 0 | 1): string {
  const { lastKey } = connection
    .prepare('INSERT INTO vector_index (model, sha256, dimension, serving) VALUES (?, ?, ?, ?)')
    .run(model.name, model.sha256, model.dimension, serving)
  const table = vectorTableOf({ key: lastKey })
  connection.execute(
    `CREATE VIRTUAL TABLE main.${table} USING vec0(passage_key INTEGER PRIMARY KEY, embedding float[${model.dimension}])`,
  )
  return table
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
  if (servingIndex(connection))
    throw new BulkheadError(
      'model-changed',
      'The documents of this workspace are indexed with another embedding model. Try again with that one.',
    )
  return createTable(connection, model, 1)
}

/** A vector as sqlite-vec takes it: little-endian float32. NaN is refused, since sqlite-vec would accept it. */
export function vectorBytes(vector: Float32Array): Uint8Array {
  if (vector.some((value) => !Number.isFinite(value)))
    throw new BulkheadError('internal', 'The embedding model returned a vector that is not a number.')
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}
