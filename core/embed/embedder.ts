/** What a text is for: several models want to know, and the built-in one weighs them differently. */
export type EmbedKind = 'query' | 'passage'

/**
 * Turns texts into vectors, off the thread that asks. Vectors of two models cannot be compared: whoever stores one
 * stores `model.sha256` with it.
 */
export interface Embedder {
  /** `sha256` is hex, over all files of the model. */
  readonly model: {
    readonly name: string
    readonly sha256: string
    readonly dimension: number
    /** What its ranks count for when searches are fused; see the catalogue. */
    readonly searchWeight: number
  }

  /**
   * One vector of `dimension` floats and length 1 for each text, in their order. A text without a known word gets a
   * fixed vector; a text longer than the model reads is cut. Queries overtake passages that are waiting.
   * Throws `cancelled` when `signal` aborts, `process-ended` when the worker has ended, `internal` when the
   * model gives something that is not a number.
   */
  embed(texts: readonly string[], kind: EmbedKind, signal?: AbortSignal): Promise<Float32Array[]>

  /** Ends the worker and with it all the model remembers (M4). Calls that are waiting fail with `process-ended`. */
  close(): Promise<void>
}
