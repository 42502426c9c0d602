/**
 * The thread hears a stop between two pieces of a prompt, so none may take longer than about this. Whoever stopped does
 * not wait for it; the processor is theirs again within a second. Shorter pieces read a prompt measurably slower.
 */
const longestPieceMs = 750

const fewestTokens = 16
/** What the runtime reads at once. */
const mostTokens = 512
/** A token takes so much less in a large piece than in one of the fewest. */
const savedInLarge = 0.25

/**
 * How many tokens of a prompt to read at once. Asked when a model is opened, and kept: by how a prompt is divided the
 * model computes other last digits, and the same seed would write another text.
 *
 * @param read reads so many tokens, and tells how many milliseconds it worked for them
 */
export async function pieceTokens(read: (tokens: number) => Promise<number>): Promise<number> {
  // The first time, the model comes from the disk besides.
  const ms = Math.min(await read(fewestTokens), await read(fewestTokens))
  const msForOne = (ms / fewestTokens) * (1 - savedInLarge)
  let tokens = mostTokens
  while (tokens > fewestTokens && tokens * msForOne > longestPieceMs) tokens /= 2
  return tokens
}
