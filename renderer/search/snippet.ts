import type { Stretch } from './mark-words.ts'

/** A passage that is not much longer than a snippet is shown whole. */
const wholeCharacters = 420
const snippetCharacters = 320
/** What stands before the first mark, so that it is read in its sentence. */
const lead = 60

/**
 * The part of a marked text that has most of what is marked, cut between words, with an ellipsis where something was left
 * out. Without a mark it is the beginning.
 */
export function snippet(stretches: readonly Stretch[]): Stretch[] {
  const text = stretches.map((stretch) => stretch.text).join('')
  if (text.length <= wholeCharacters) return [...stretches]
  const start = startOf(text, fullest(marksIn(stretches)))
  const end = endOf(text, start + snippetCharacters)
  const cut = slice(stretches, start, end)
  if (start > 0) cut.unshift({ text: '… ', marked: false })
  if (end < text.length) cut.push({ text: ' …', marked: false })
  return cut
}

interface Mark {
  start: number
  end: number
  word: string
}

function marksIn(stretches: readonly Stretch[]): Mark[] {
  const marks: Mark[] = []
  let at = 0
  for (const { text, marked } of stretches) {
    if (marked) marks.push({ start: at, end: at + text.length, word: text.toLowerCase() })
    at += text.length
  }
  return marks
}

/** Where a snippet begins that holds the most different marked words, then the most marks. */
function fullest(marks: readonly Mark[]): number {
  let best = { start: 0, words: 0, marks: 0 }
  for (const [index, { start }] of marks.entries()) {
    const inside = marks.slice(index).filter(({ end }) => end <= start + snippetCharacters - lead)
    const found = { start, words: new Set(inside.map(({ word }) => word)).size, marks: inside.length }
    if (found.words > best.words || (found.words === best.words && found.marks > best.marks)) best = found
  }
  return best.start
}

function startOf(text: string, mark: number): number {
  const earliest = Math.max(0, mark - lead)
  if (earliest === 0) return 0
  const gap = /\s/u.exec(text.slice(earliest, mark))
  return gap ? earliest + gap.index + 1 : mark
}

function endOf(text: string, latest: number): number {
  if (latest >= text.length) return text.length
  const gap = text.slice(0, latest).search(/\s\S*$/u)
  return gap > 0 && latest - gap < lead ? gap : latest
}

function slice(stretches: readonly Stretch[], start: number, end: number): Stretch[] {
  const cut: Stretch[] = []
  let at = 0
  for (const { text, marked } of stretches) {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at))
    if (part !== '') cut.push({ text: part, marked })
    at += text.length
  }
  return cut
}
