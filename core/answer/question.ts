import type { AnswerMode, Citation, Reply } from '../contract/workspace/threads.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { AnswerId, ThreadId } from '../ids.ts'
import type { RerankBy } from '../search/rerank.ts'
import type { Access } from '../workspace/access.ts'
import type { Generator } from './generator/generator.ts'

export interface Question {
  access: Access
  /** Null where it cannot be had: then words alone are searched. */
  embedder: Embedder | null
  /** Null, or left out: passages stand in the fused order. */
  reranker?: RerankBy | null
  /** Null, or left out: answers are quotations. */
  generator?: Generator | null
  question: string
  /** Left out, or null, begins a new thread. */
  thread?: ThreadId | null
  mode?: AnswerMode
  /** The turn of this answer and all after it go once the new one is there. */
  instead?: AnswerId | null
  /** What the owners want of every answer a model writes. */
  settings?: { instructions: string; temperature: number }
  /** 0 to 2^32 − 1; drawn where it is left out. */
  seed?: number
  signal: AbortSignal
  onBegan?: (began: { thread: ThreadId; answer: AnswerId; askedMs: number }) => void
  onStep?: (step: { step: 'reading' | 'searching' | 'checking'; passages: number }) => void
  /** The next cited sentence: from here on it counts as shown. */
  onCitation?: (citation: Citation) => void
  /** The next piece of what a model writes: from here on it counts as shown. */
  onText?: (text: string) => void
}

/** A question with its answer, as the thread keeps it. */
export interface Answered {
  thread: ThreadId
  answer: AnswerId
  askedMs: number
  /** Sequence of the entry that the answer ended with. */
  entry: number
  reply: Reply
}
