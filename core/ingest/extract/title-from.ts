import { oneLine, type Block } from '../compose-page.ts'

/** A document that opens with a heading of the first level is called by it. */
export function titleFrom(blocks: readonly Block[]): string | null {
  const first = blocks.find((block) => oneLine(block.text) !== '')
  return first?.level === 1 ? oneLine(first.text).slice(0, 1000) : null
}
