import { createHash } from 'node:crypto'

/**
 * Stands between the words of every passage in a prompt, and nowhere else: text that carries it is data ("datamarking",
 * Hines et al., https://arxiv.org/abs/2403.14720). It lowers how often a model follows what a document says, and is
 * counted as no protection (M5).
 */
export const datamark = '\u02c6'

/** A passage's words with the mark for white space; line ends stay, each with the mark before its first word. */
export function datamarked(text: string): string {
  return text
    .replaceAll(datamark, '^')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => datamark + line.replaceAll(/\s+/gu, datamark))
    .join('\n')
}

/**
 * The word that opens and closes the passages of one prompt. A document cannot hold it: it hangs on the seed, which is
 * drawn when the question is asked.
 */
export function fenceWord(seed: number): string {
  return `passage-${createHash('sha256').update(`fence ${seed}`).digest('hex').slice(0, 8)}`
}
