import type { Pooling } from '../contract/model.ts'
import type { EmbedKind } from './embedder.ts'
import type { RuntimeStart } from './runtime-start.ts'

/** What the worker is started with. */
export interface WorkerStart {
  runtime: RuntimeStart
  dimension: number
  maxTokens: number
  pooling: Pooling
  prefix: Record<EmbedKind, string>
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
