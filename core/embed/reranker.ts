/** Says how well passages answer a question, off the thread that asks: it reads each of them beside the question. */
export interface Reranker {
  /** `sha256` is hex, over all files of the model. */
  readonly model: { readonly name: string; readonly sha256: string }

  /**
   * One number a passage, in their order: the higher, the better. They compare passages of one question, and nothing else.
   * Throws `cancelled` when `signal` aborts, `process-ended` when the worker has ended, `internal` when the model gives
   * something that is not a number.
   */
  score(question: string, passages: readonly string[], signal?: AbortSignal): Promise<number[]>

  /** Ends the worker and with it all the model remembers (M4). */
  close(): Promise<void>
}
