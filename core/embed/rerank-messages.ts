import type { RuntimeStart } from './runtime-start.ts'

/** What the worker is started with. */
export interface RerankStart {
  runtime: RuntimeStart
  maxTokens: number
}

export type ToReranker =
  | { type: 'score'; call: number; question: string; passages: readonly string[] }
  | { type: 'cancel'; call: number }

export type FromReranker =
  | { type: 'ready' }
  | { type: 'scores'; call: number; scores: readonly number[] }
  /** Nothing of the runtime's own message: it could hold text. */
  | { type: 'failed'; call: number }
