import { countWords, endOfWords, runAt } from './words.ts'

/** A stretch of text in UTF-16 code units, `end` exclusive, without white space at either end, and its length. */
export interface Span {
  start: number
  end: number
  words: number
}

/** A sentence longer than this is a table or a list without stops, and is cut between words. */
const longestSentenceWords = 300
const pieceWords = 150

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' })

/**
 * The sentences of a stretch of text, by Unicode's rules for text segmentation (UAX 29), which know the danda of
 * Hindi and the stops of Chinese as well as the full stop. Together they hold everything but white space.
 */
export function sentencesOf(text: string, start: number, end: number): Span[] {
  const sentences: Span[] = []
  for (const { segment, index } of segmenter.segment(unwrap(text.slice(start, end)))) {
    const span = trimmed(text, start + index, start + index + segment.length)
    if (!span) continue
    if (span.words <= longestSentenceWords) sentences.push(span)
    else for (const piece of cut(text, span)) sentences.push(piece)
  }
  return sentences
}

/**
 * A line end inside a sentence is no end of it, but the rules take every line end for one. Where the line before is
 * long and the next is no row or list item, it becomes a space; no offset moves.
 */
function unwrap(text: string): string {
  if (!text.includes('\n')) return text
  const lines = text.split('\n')
  return lines.reduce((joined, line, index) => {
    const before = lines[index - 1] ?? ''
    const goesOn =
      before.length >= 40 && !before.includes(' | ') && /^[\p{L}"'“‘(]/u.test(line) && !line.includes(' | ')
    return `${joined}${goesOn ? ' ' : '\n'}${line}`
  })
}

function trimmed(text: string, from: number, to: number): Span | undefined {
  const slice = text.slice(from, to)
  const start = from + slice.length - slice.trimStart().length
  const end = from + slice.trimEnd().length
  return start < end ? { start, end, words: countWords(text, start, end) } : undefined
}

/** Pieces of about the same length, cut at white space, and inside only what has none. */
function cut(text: string, sentence: Span): Span[] {
  const pieces: Span[] = []
  const push = (from: number, to: number) => {
    const piece = trimmed(text, from, to)
    if (piece) pieces.push(piece)
  }
  let start = sentence.start
  let words = 0
  let at = start
  while (at < sentence.end) {
    const run = runAt(text, at, sentence.end)
    if (words + run.words > pieceWords) {
      push(start, at)
      start = at
      words = 0
    }
    if (run.words > pieceWords && !run.blank) {
      at = endOfWords(text, at, run.end, pieceWords)
      push(start, at)
      start = at
    } else if (run.words > pieceWords) {
      at = run.end
      start = at
    } else {
      at = run.end
      words += run.words
    }
  }
  push(start, sentence.end)
  return pieces
}
