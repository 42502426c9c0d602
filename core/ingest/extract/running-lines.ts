import type { PdfLine } from './pdf-lines.ts'

/** How many lines from the top and from the foot of a page can belong to its running header or footer. */
const edgeLines = 2

/**
 * Pages without their running headers and footers: lines at the edge of a page that stand there on most pages of the
 * document, page numbers aside. They say nothing of the page, break sentences that go on over it, and would be quoted
 * as if they were text. A document of one or two pages has none that could be told.
 */
export function withoutRunningLines(pages: readonly PdfLine[][]): PdfLine[][] {
  if (pages.length < 3) return [...pages]
  const counts = new Map<string, number>()
  for (const page of pages)
    for (const key of new Set(edges(page).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const running = new Set([...counts].filter(([, count]) => count > pages.length * 0.6).map(([key]) => key))
  return pages.map((page) => {
    const dropped = new Set(edges(page).filter((line) => running.has(keyOf(line))))
    return page.filter((line) => !dropped.has(line))
  })
}

function edges(page: readonly PdfLine[]): PdfLine[] {
  const downwards = [...page].sort((a, b) => b.baseline - a.baseline)
  return [...new Set([...downwards.slice(0, edgeLines), ...downwards.slice(-edgeLines)])]
}

/** The same line on another page has another number in it, at about the same height. */
function keyOf(line: PdfLine): string {
  return `${Math.round(line.baseline / 6)} ${line.text.replace(/\d+/gu, '#').replace(/\s+/gu, ' ')}`
}
