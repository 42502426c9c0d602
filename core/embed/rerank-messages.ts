import type { ThreadMessage } from './model-thread.ts'
import type { RuntimeStart } from './runtime-start.ts'

/** What the worker is started with. */
export interface RerankStart {
  runtime: RuntimeStart
  maxTokens: number
}

export interface ScoreRequest {
  type: 'score'
  question: string
  passages: readonly string[]
}

export type ToReranker = (ScoreRequest & { call: number }) | { type: 'cancel'; call: number }

export interface Scores {
  type: 'scores'
  call: number
  scores: readonly number[]
}

export type FromReranker = ThreadMessage<Scores>
