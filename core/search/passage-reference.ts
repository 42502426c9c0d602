import { createHash } from 'node:crypto'
import type { DocumentId } from '../ids.ts'

/** A passage as an entry names it: place and hash of its text. It is sealed, like all that derives from client text. */
export function passageReference(passage: { document: DocumentId; ordinal: number; text: string }): {
  document: DocumentId
  ordinal: number
  sha256: string
} {
  return {
    document: passage.document,
    ordinal: passage.ordinal,
    sha256: createHash('sha256').update(passage.text, 'utf8').digest('hex'),
  }
}
