import type { MarkedPiece } from './find-quote.ts'

/**
 * Marks parts of the text that lies, unseen, over a drawn page, and gives the marks in reading order.
 *
 * @param spans the elements of that text, one for each piece
 */
export function markPieces(spans: readonly HTMLElement[], marked: readonly MarkedPiece[]): HTMLElement[] {
  const marks: HTMLElement[] = []
  for (const { piece, start, end } of marked) {
    const span = spans[piece]
    const text = span?.textContent ?? ''
    if (!span || text === '') continue
    const mark = document.createElement('mark')
    mark.textContent = text.slice(start, end)
    span.replaceChildren(text.slice(0, start), mark, text.slice(end))
    marks.push(mark)
  }
  return marks
}

/** Takes marks away again. */
export function unmark(marks: readonly HTMLElement[]): void {
  for (const mark of marks) {
    const span = mark.parentElement
    if (span) span.replaceChildren(span.textContent)
  }
}
