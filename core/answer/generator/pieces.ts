/**
 * The thread hears a stop between two pieces of a prompt, so none may take longer than about this. Whoever stopped does
 * not wait for it; the processor is theirs again within a second. Shorter pieces read a prompt measurably slower.
 */
const longestPieceMs = 750

/**
 * From 64 tokens on, reading in pieces takes no longer than reading all at once; in pieces of 16 it takes a third longer,
 * which is for machines that are too slow for more.
 */
const usualTokens = 64
const fewestTokens = 16
/** What the runtime reads at once. */
const mostTokens = 512

/**
 * How many tokens of a prompt to read next: as many as take 750 ms at the best speed so far. A piece that took longer than
 * others says that the machine was busy, and smaller ones would make it busier.
 */
export class Pieces {
  #tokens = usualTokens
  #msForOne = Infinity

  get next(): number {
    return this.#tokens
  }

  took(tokens: number, ms: number): void {
    this.#msForOne = Math.min(this.#msForOne, ms / tokens)
    const fitting = Math.max(fewestTokens, Math.floor(longestPieceMs / this.#msForOne))
    // A step at a time upwards: one quick piece may have been chance.
    this.#tokens = Math.min(mostTokens, this.#tokens * 2, fitting)
  }
}
