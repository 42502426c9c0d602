/** Characters as a person counts them. */
const longestTitle = 60

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })
const words = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * The title of a thread that nobody has named: its first question on one line. A long one is cut between two words, and
 * inside a word only where the first is too long itself; never inside what a person sees as one character.
 */
export function titleFrom(question: string): string {
  const line = question.trim().replace(/\s+/gu, ' ')
  if (countCharacters(line) <= longestTitle) return line
  let title = ''
  let count = 0
  for (const { segment } of words.segment(line)) {
    count += countCharacters(segment)
    // One is left for the ellipsis.
    if (count >= longestTitle) break
    title += segment
  }
  return `${title.trimEnd() || firstCharacters(line, longestTitle - 1)}…`
}

function countCharacters(text: string): number {
  return [...characters.segment(text)].length
}

function firstCharacters(text: string, count: number): string {
  return [...characters.segment(text)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join('')
}
