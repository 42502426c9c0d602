import type { ByteSource } from '../container/byte-source.ts'
import type { Stretch } from '../container/members.ts'
import { SortedLines } from '../json/sorted-lines.ts'

/** Entries that stand together, and the openings that belong to them. */
export interface Part {
  entries: Stretch
  openings: Stretch
}

/**
 * Divides entries and openings on line boundaries into parts that can each be checked alone. Every byte is in one part.
 * Where the openings are in no order, not all are in the part of their entry.
 *
 * @param partBytes of the entries in a part, about
 */
export async function divide(
  source: ByteSource,
  { entries, openings }: Part,
  partBytes: number,
): Promise<Part[]> {
  const [entryLines, openingLines] = [new SortedLines(source, entries), new SortedLines(source, openings)]
  const parts: Part[] = []
  let [entriesAt, openingsAt] = [0, 0]
  for (let at = partBytes; at < entries.bytes;) {
    const line = await entryLines.lineAround(at)
    // What is none is found by whoever reads the rest.
    if (!line) break
    if (line.start > entriesAt) cut(line.start, Math.max(openingsAt, await openingLines.seek(line.seq)))
    at = Math.max(at + partBytes, line.next)
  }
  cut(entries.bytes, openings.bytes)
  return parts

  function cut(entriesEnd: number, openingsEnd: number): void {
    parts.push({
      entries: { offset: entries.offset + entriesAt, bytes: entriesEnd - entriesAt },
      openings: { offset: openings.offset + openingsAt, bytes: openingsEnd - openingsAt },
    })
    entriesAt = entriesEnd
    openingsAt = openingsEnd
  }
}
