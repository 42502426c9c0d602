/** A stop is heard between two pieces of a prompt, so none may take longer than about this. */
const longestPieceMs = 80

/** Pieces on a slow machine, and on a fast one, where a larger one would gain nothing. */
const fewestTokens = 16
const mostTokens = 512

/** How many tokens of a prompt to read next: as many as were read in 80 ms so far. */
export class Pieces {
  #tokens = 64

  get next(): number {
    return this.#tokens
  }

  took(tokens: number, ms: number): void {
    const fitting = ms <= 0 ? mostTokens : Math.floor((tokens * longestPieceMs) / ms)
    // A step at a time upwards: one quick piece may have been chance.
    this.#tokens = Math.min(mostTokens, this.#tokens * 2, Math.max(fewestTokens, fitting))
  }
}
