import type { EmbedKind } from './embedder.ts'

/** What the worker is started with. */
export interface WorkerStart {
  /** The folder that holds the model's folder, and the latter's name. */
  parentFolder: string
  folderName: string
  dimension: number
  maxTokens: number
  pooling: 'mean' | 'cls'
  dtype: 'fp32' | 'q8'
  prefix: Record<EmbedKind, string>
  threads: number
}

export type ToWorker =
  | { type: 'embed'; call: number; texts: readonly string[]; kind: EmbedKind }
  | { type: 'cancel'; call: number }

export type FromWorker =
  | { type: 'ready' }
  /** The next vectors of a call, end to end; the buffer is transferred. */
  | { type: 'vectors'; call: number; data: Float32Array }
  /** Nothing of the runtime's own message: it could hold text. */
  | { type: 'failed'; call: number }
