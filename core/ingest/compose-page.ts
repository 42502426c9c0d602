import type { ExtractedHeading, ExtractedPage } from './extracted.ts'

/** A paragraph, list, table or heading on its way into a page. `level` is 0 for what is no heading. */
export interface Block {
  text: string
  level: number
}

/** Puts blocks together into a page, one blank line between them, and says where its headings stand. */
export function composePage(page: number | null, blocks: Iterable<Block>): ExtractedPage {
  const parts: string[] = []
  const headings: ExtractedHeading[] = []
  let length = 0
  for (const block of blocks) {
    const text = block.level > 0 ? oneLine(block.text) : cleanText(block.text)
    if (text === '') continue
    const start = length === 0 ? 0 : length + 2
    length = start + text.length
    parts.push(text)
    if (block.level > 0) headings.push({ start, end: length, level: Math.min(block.level, 6) })
  }
  return { page, text: parts.join('\n\n'), headings }
}

/** Text in NFC with `\n` line ends, no line ending in blanks, and never two blank lines in a row. */
function cleanText(text: string): string {
  const lines: string[] = []
  for (const line of plainCharacters(text).split('\n')) {
    const kept = line.trimEnd()
    if (kept !== '' || lines.at(-1) !== '') lines.push(kept)
  }
  return lines.join('\n').trim()
}

/** The text on a single line, every run of white space made one space. */
export function oneLine(text: string): string {
  return plainCharacters(text).replace(/\s+/gu, ' ').trim()
}

/**
 * Control characters, soft hyphens, byte order marks and lone surrogates neither show nor can be searched for.
 * They go before normalisation, since a letter and its accent may meet once they are gone.
 */
function plainCharacters(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028]/gu, '\n')
    .replaceAll('\u2029', '\n\n')
    .replace(/[^\P{Cc}\n\t]|[\u00ad\ufeff]/gu, '')
    .toWellFormed()
    .normalize('NFC')
}
