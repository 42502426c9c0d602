import { z } from 'zod'

/** A piece of text as the PDF parser gives it. Lengths are in points; `transform` is [a b c d x y]. */
export const PdfItem = z.object({
  str: z.string(),
  transform: z.array(z.number()).length(6),
  width: z.number(),
  height: z.number(),
  hasEOL: z.boolean(),
})
export type PdfItem = z.infer<typeof PdfItem>

/** A line of a page: its text, where it begins and ends, its baseline (upwards from the page's foot), its size. */
export interface PdfLine {
  text: string
  left: number
  right: number
  baseline: number
  size: number
  /** It has a gap as wide as those between the columns of a table. */
  spaced: boolean
}

/** Puts the pieces of a page into lines, in the order in which the file draws them. */
export function linesOf(items: readonly PdfItem[]): PdfLine[] {
  const lines: PdfLine[] = []
  let line: PdfLine | undefined
  let ended = false
  for (const item of items) {
    if (item.str.trim() === '') {
      if (line) append(line, item)
    } else {
      const fresh = lineFrom(item)
      if (line && (!ended || isSameLine(line, fresh))) {
        join(line, fresh, item)
      } else {
        line = fresh
        lines.push(line)
      }
      ended = false
    }
    ended ||= item.hasEOL
  }
  for (const each of lines) finish(each)
  return lines
}

/** The dots that lead from a heading to its page number say no more than an ellipsis. */
function finish(line: PdfLine): void {
  if (/\.{5}/u.test(line.text)) line.spaced = true
  line.text = line.text.replace(/ ?\.{5,}/gu, ' …').trim()
}

function lineFrom(item: PdfItem): PdfLine {
  const [, , c = 0, d = 0, x = 0, y = 0] = item.transform
  const size = item.height > 0 ? item.height : Math.hypot(c, d)
  return { text: item.str, left: x, right: x + item.width, baseline: y, size, spaced: false }
}

/** White space between two words; a wide one marks columns. */
function append(line: PdfLine, item: PdfItem): void {
  if (item.str !== '' && !line.text.endsWith(' ')) line.text += ' '
  if (item.str !== '' && item.width > 2 * line.size) line.spaced = true
}

function join(line: PdfLine, next: PdfLine, item: PdfItem): void {
  const gap = next.left - line.right
  if (gap > 0.2 * line.size && !/\s$/u.test(line.text)) line.text += ' '
  if (gap > 2 * line.size) line.spaced = true
  line.text += item.str
  line.right = Math.max(line.right, next.right)
  line.size = Math.max(line.size, next.size)
}

/** A raised or lowered mark, or a cell drawn on its own, goes on the line beside which it stands. */
function isSameLine(line: PdfLine, next: PdfLine): boolean {
  const height = Math.max(line.size, next.size)
  return Math.abs(line.baseline - next.baseline) < 0.5 * height && next.left >= line.right - 0.2 * height
}
