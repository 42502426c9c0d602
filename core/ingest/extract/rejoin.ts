import type { PdfLine } from './pdf-lines.ts'

const words = /\p{L}+(?:-\p{L}+)*/gu

/** Every word that the document has, in lower case; what decides whether a hyphen at a line's end belongs. */
export function vocabularyOf(pages: readonly (readonly PdfLine[])[]): Set<string> {
  const vocabulary = new Set<string>()
  for (const line of pages.flat()) {
    for (const [word] of line.text.matchAll(words)) vocabulary.add(word.toLowerCase())
  }
  return vocabulary
}

/**
 * Puts the next line behind a paragraph's text. A word divided at the line's end becomes whole again; the hyphen
 * stays where the document has the word with one ("non-exclusive") and not without.
 */
export function rejoin(text: string, line: string, vocabulary: ReadonlySet<string>): string {
  const head = /(\p{L}+)[-\u2010\u00ad]$/u.exec(text.slice(-60))?.[1]
  const tail = /^\p{Ll}\p{L}*/u.exec(line)?.[0]
  if (head === undefined || tail === undefined) return `${text} ${line}`
  const whole = (head + tail).toLowerCase()
  const compound = `${head}-${tail}`.toLowerCase()
  const keepsHyphen = head.length === 1 || (!vocabulary.has(whole) && vocabulary.has(compound))
  return (keepsHyphen ? text : text.slice(0, -1)) + line
}
