/** Start and end in the text, in UTF-16 code units. */
export type Match = readonly [start: number, end: number]

/**
 * Where the words that were typed stand in a text, in any order and any case, or null where one of them does not.
 * Nothing typed matches everything.
 */
export function matchWords(typed: string, text: string): Match[] | null {
  const inText = fold(text)
  const found: Match[] = []
  for (const word of fold(typed).split(/\s+/u)) {
    if (word === '') continue
    const start = beginning(inText, word)
    if (start < 0) return null
    found.push([start, start + word.length])
  }
  return merged(found)
}

/** At the beginning of a word where there is one, or anywhere. */
function beginning(text: string, word: string): number {
  let at = text.indexOf(word)
  const first = at
  while (at > 0 && /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at - 1))) at = text.indexOf(word, at + 1)
  return at < 0 ? first : at
}

function fold(text: string): string {
  const lower = text.toLowerCase()
  // A few letters change their length; places in the text would then be wrong.
  return lower.length === text.length ? lower : text
}

function merged(matches: Match[]): Match[] {
  const sorted = matches.toSorted(([one], [other]) => one - other)
  const result: Match[] = []
  for (const [start, end] of sorted) {
    const last = result.at(-1)
    if (last && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)]
    else result.push([start, end])
  }
  return result
}
