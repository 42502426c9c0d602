import type { Message, Sampling } from './generator.ts'

/** What the thread is started with. */
export interface ThreadStart {
  modelPath: string
  /** A LoRA adapter that is gone from the disk as soon as it was loaded. */
  adapterPath: string | null
  /** The most tokens that the context may have. */
  contextTokens: number
  threads: number
  gpu: boolean
}

export type ToThread =
  | { type: 'count'; call: number; texts: readonly string[] }
  | {
      type: 'render'
      call: number
      messages: readonly Message[]
    }
  /** Writes on from what was rendered under the same call. */
  | {
      type: 'write'
      call: number
      grammar: string | null
      maxTokens: number
      sampling: Sampling
      /** One 32-bit number, not 0 once it is to stop: shared, since a busy thread reads its messages late. */
      stop: SharedArrayBuffer
    }
  /** Ends the thread, once nothing runs on it. */
  | { type: 'close' }

export type FromThread =
  | { type: 'ready'; contextTokens: number; device: string }
  | { type: 'refused'; reason: 'memory' | 'model' }
  | { type: 'counted'; call: number; tokens: number[] }
  | { type: 'rendered'; call: number; prompt: string; tokens: number }
  /** The next piece of text, and of how many tokens all of it was made so far. */
  | { type: 'text'; call: number; text: string; tokens: number }
  | { type: 'written'; call: number; end: 'whole' | 'length' | 'stopped'; tokens: number }
  /** Nothing of the runtime's own message: it could hold text. */
  | { type: 'failed'; call: number; reason: 'length' | 'runtime' }
