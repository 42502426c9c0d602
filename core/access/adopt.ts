import { BulkheadError } from '../errors.ts'
import type { GroupId } from '../ids.ts'
import type { Writer } from '../workspace/writer.ts'
import { readByAnybody } from './who-can-read.ts'

/**
 * Gives every document that nobody can read to these groups. Only such: what somebody reads is given away by those who can
 * read it.
 *
 * @throws BulkheadError `not-found` where there is none
 */
export function adopt(writer: Writer, groups: readonly GroupId[]): number {
  const { snapshot } = writer.reader.access.now()
  const read = readByAnybody(snapshot)
  const lost = snapshot.documents.filter(({ document }) => !read.has(document))
  if (lost.length === 0) throw new BulkheadError('not-found', 'Every document here can be read by somebody.')
  for (const { document } of lost) writer.documents.adopt(document, groups)
  return lost.length
}
