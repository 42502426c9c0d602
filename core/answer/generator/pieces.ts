/**
 * The thread hears a stop between two pieces of a prompt, so none may take longer than about this. Whoever stopped does
 * not wait for it; the processor is theirs again within a second.
 */
const longestPieceMs = 400

/**
 * From 64 tokens on, reading in pieces takes no longer than reading all at once; in pieces of 16 it takes a third longer,
 * which is for machines that are too slow for more.
 */
const usualTokens = 64
const fewestTokens = 16
/** What the runtime reads at once. */
const mostTokens = 512

/** How many tokens of a prompt to read next: as many as were read in 400 ms so far. */
export class Pieces {
  #tokens = usualTokens

  get next(): number {
    return this.#tokens
  }

  took(tokens: number, ms: number): void {
    const fitting = ms <= 0 ? mostTokens : Math.floor((tokens * longestPieceMs) / ms)
    // A step at a time upwards: one quick piece may have been chance.
    this.#tokens = Math.min(mostTokens, this.#tokens * 2, Math.max(fewestTokens, fitting))
  }
}
