export interface Match {
  /** The less, the better. */
  rank: number
  /** The letters that match, as pairs of positions in the text. */
  ranges: readonly (readonly [start: number, end: number])[]
}

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Whether the letters of `query` stand in `text` in this order: at the start of it, at the start of a word, within a
 * word, or scattered. Letters are what a reader takes for one, so a mark is never parted from its consonant.
 */
export function paletteMatch(query: string, text: string): Match | null {
  const wanted = [...clusters.segment(fold(query.trim()))].map(({ segment }) => segment)
  if (wanted.length === 0) return { rank: 0, ranges: [] }
  const letters = [...clusters.segment(text)].map(({ segment, index }) => ({
    folded: fold(segment),
    start: index,
    end: index + segment.length,
  }))
  for (let at = 0; at + wanted.length <= letters.length; at++) {
    if (!wanted.every((letter, offset) => letters[at + offset]?.folded === letter)) continue
    const isWordStart = at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1]?.folded ?? '')
    if (!isWordStart) continue
    return {
      rank: at === 0 ? 0 : 1,
      ranges: [[letters[at]?.start ?? 0, letters[at + wanted.length - 1]?.end ?? 0]],
    }
  }
  const ranges: [number, number][] = []
  let next = 0
  for (const { folded, start, end } of letters) {
    if (next === wanted.length) break
    if (folded !== wanted[next]) continue
    const last = ranges.at(-1)
    if (last && last[1] === start) last[1] = end
    else ranges.push([start, end])
    next++
  }
  if (next < wanted.length) return null
  return { rank: ranges.length === 1 ? 2 : 2 + ranges.length, ranges }
}

function fold(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase()
}
