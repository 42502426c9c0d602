import type { Pooling } from '../contract/model.ts'
import type { EmbedKind } from './embedder.ts'
import type { ThreadMessage } from './model-thread.ts'
import type { RuntimeStart } from './runtime-start.ts'

/** What the worker is started with. */
export interface WorkerStart {
  runtime: RuntimeStart
  dimension: number
  maxTokens: number
  pooling: Pooling
  prefix: Record<EmbedKind, string>
}

export interface EmbedRequest {
  type: 'embed'
  texts: readonly string[]
  kind: EmbedKind
}

export type ToWorker = (EmbedRequest & { call: number }) | { type: 'cancel'; call: number }

/** The next vectors of a call, end to end; the buffer is transferred. */
export interface Vectors {
  type: 'vectors'
  call: number
  data: Float32Array
}

export type FromWorker = ThreadMessage<Vectors>
