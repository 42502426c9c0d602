import type { PdfLine } from './pdf-lines.ts'
import { rejoin } from './rejoin.ts'

export interface PdfParagraph {
  text: string
  size: number
}

const listMark = /^(?:[•●▪■◦‣○*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?)\s/iu
const divided = /\p{L}[-\u2010\u00ad]$/u
const sentenceEnd = /[.:;!?।॥。]["'”’)\]]*$/u

/**
 * Joins the lines of a page into paragraphs, as far as the layout shows them: by the distance between lines, their
 * size, list marks, and lines that end early. Rows of tables keep lines of their own.
 */
export function pdfParagraphs(lines: readonly PdfLine[], vocabulary: ReadonlySet<string>): PdfParagraph[] {
  const spacing = usualSpacing(lines)
  const paragraphs: PdfParagraph[] = []
  let right = 0
  let before: PdfLine | undefined
  for (const line of lines) {
    const current = paragraphs.at(-1)
    if (!before || !current || startsParagraph(before, line, spacing, right)) {
      paragraphs.push({ text: line.text, size: line.size })
      right = line.right
    } else {
      const isShort = before.right < line.left + 0.6 * (right - line.left) && !divided.test(before.text)
      const ownLine = line.spaced || before.spaced || isShort
      current.text = ownLine ? `${current.text}\n${line.text}` : rejoin(current.text, line.text, vocabulary)
      right = Math.max(right, line.right)
    }
    before = line
  }
  return paragraphs
}

function startsParagraph(before: PdfLine, line: PdfLine, spacing: number, right: number): boolean {
  const ratio = line.size / before.size
  if (ratio > 1.12 || ratio < 0.89) return true
  if (listMark.test(line.text)) return true
  const ended = sentenceEnd.test(before.text)
  const drop = (before.baseline - line.baseline) / line.size
  // Higher up again: the next column, in which a sentence may go on.
  if (drop < -0.5) return ended || !/^\p{Ll}/u.test(line.text)
  if (drop > 1.35 * spacing) return true
  const width = right - Math.min(before.left, line.left)
  return ended && (before.right < right - 0.15 * width || line.left > before.left + line.size)
}

/** The distance from line to line that a page mostly has, in line sizes. */
function usualSpacing(lines: readonly PdfLine[]): number {
  const drops: number[] = []
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]
    const drop = before ? (before.baseline - line.baseline) / line.size : 0
    if (drop > 0.6 && drop < 2.5) drops.push(drop)
  }
  drops.sort((one, other) => one - other)
  return drops[Math.floor(drops.length / 2)] ?? 1.2
}

/** The size in which most of the text is set, in points. */
export function bodySizeOf(pages: readonly (readonly PdfLine[])[]): number {
  const characters = new Map<number, number>()
  for (const line of pages.flat()) {
    const size = rounded(line.size)
    characters.set(size, (characters.get(size) ?? 0) + line.text.length)
  }
  return [...characters].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0
}

/**
 * Which paragraphs are headings: short, and set larger than the text. The largest size is level 1. A size that only
 * one page of a longer document has is its title page's, and heads no section. When headings would take in a good
 * part of the document, as on a form, there are none.
 */
export function headingLevels(
  pages: readonly (readonly PdfParagraph[])[],
  bodySize: number,
): Map<PdfParagraph, number> {
  const found = pages.map((page) => page.filter((paragraph) => looksLikeHeading(paragraph, bodySize)))
  if (lengthOf(found.flat()) > lengthOf(pages.flat()) / 4) return new Map()
  const pagesWith = new Map<number, number>()
  for (const page of found) {
    for (const size of new Set(page.map((paragraph) => rounded(paragraph.size)))) {
      pagesWith.set(size, (pagesWith.get(size) ?? 0) + 1)
    }
  }
  const enough = pages.length < 3 ? 1 : 2
  const sizes = [...pagesWith].flatMap(([size, count]) => (count < enough ? [] : [size]))
  sizes.sort((one, other) => other - one)
  const levels = new Map<PdfParagraph, number>()
  for (const paragraph of found.flat()) {
    const rank = sizes.indexOf(rounded(paragraph.size))
    if (rank >= 0) levels.set(paragraph, Math.min(6, rank + 1))
  }
  return levels
}

function lengthOf(paragraphs: readonly PdfParagraph[]): number {
  return paragraphs.reduce((sum, { text }) => sum + text.length, 0)
}

function looksLikeHeading({ text, size }: PdfParagraph, bodySize: number): boolean {
  return size >= 1.15 * bodySize && text.length <= 150 && /\p{L}{2}/u.test(text) && !/[.,;]$/u.test(text)
}

function rounded(size: number): number {
  return Math.round(size * 2) / 2
}
