import { mostCharacters } from '../../../core/contract/workspace/documents.ts'

/** A stretch of the text of a page, in UTF-16 code units. */
export interface Slice {
  start: number
  end: number
}

/** What is read of a long text at first: as much around a span as one call returns, or the beginning. */
export function firstSlice(characters: number, span: Slice | null): Slice {
  const middle = span ? Math.floor((span.start + span.end) / 2) : 0
  const start = Math.max(0, Math.min(middle - mostCharacters / 2, characters - mostCharacters))
  return { start, end: Math.min(characters, start + mostCharacters) }
}

export function sliceAbove({ start }: Slice): Slice | null {
  return start > 0 ? { start: Math.max(0, start - mostCharacters), end: start } : null
}

export function sliceBelow({ end }: Slice, characters: number): Slice | null {
  return end < characters ? { start: end, end: Math.min(characters, end + mostCharacters) } : null
}

/** The farthest that a cut is moved to the end of a paragraph. */
const mostMoved = 2_000

/**
 * What is shown of a slice: whole paragraphs, where their ends are near the cuts and the cited span is not cut off.
 *
 * @param text what stands in the slice
 * @param edges whether the slice begins and ends with the page
 * @param span in `text`
 */
export function wholeParagraphs(
  text: string,
  edges: { first: boolean; last: boolean },
  span: Slice | null,
): Slice {
  const gap = text.indexOf('\n')
  const after = gap + 1
  const start = edges.first || gap < 0 || after > mostMoved || (span && after > span.start) ? 0 : after
  const before = text.lastIndexOf('\n')
  const isFar = before < 0 || text.length - before > mostMoved || before <= start
  const end = edges.last || isFar || (span && before < span.end) ? text.length : before
  return { start, end }
}
