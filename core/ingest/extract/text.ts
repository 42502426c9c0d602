import { composePage } from '../compose-page.ts'
import type { Extracted } from '../extracted.ts'
import { decode } from './decode.ts'

/** Plain text keeps its lines; nothing in it is taken for a heading. */
export function extractText(bytes: Uint8Array): Extracted {
  return { title: null, pages: [composePage(null, [{ text: decode(bytes), level: 0 }])] }
}
