/** One sentence of a written answer: where it stands in the text, without its marks, and the passages that it names. */
export interface MarkedSentence {
  start: number
  end: number
  /** Numbers as written, from 1, each once. */
  marks: number[]
}

const line = /[^\n]+/gu
const marksAtEnd = /(?:\s*\[\d{1,3}\])+\s*$/u

/** The sentences of an answer of that form (`answerGrammar`), one a line; of a text that was cut short, as far as it came. */
export function parseSentences(text: string): MarkedSentence[] {
  return [...text.matchAll(line)].flatMap(({ 0: whole, index }) => {
    const marks = marksAtEnd.exec(whole)
    const end = index + (marks ? marks.index : whole.trimEnd().length)
    const start = index + whole.length - whole.trimStart().length
    if (start >= end) return []
    const numbers = [...(marks?.[0] ?? '').matchAll(/\d+/gu)].map(Number)
    return [{ start, end, marks: [...new Set(numbers)] }]
  })
}
