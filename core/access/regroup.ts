import type { DocumentId, GroupId } from '../ids.ts'
import type { Writer } from '../workspace/writer.ts'
import { requireTold } from './access-change.ts'

/**
 * Gives documents to exactly these groups, each with its entry.
 *
 * @param told how many documents the caller agreed to leave without a reader
 * @throws BulkheadError `not-found` where the caller cannot read one of them, `unconfirmed`
 */
export function regroup(
  writer: Writer,
  documents: readonly DocumentId[],
  groups: readonly GroupId[],
  told: number,
): void {
  for (const document of documents) writer.reader.documents.get(document)
  requireTold(writer.reader, { kind: 'regrouped', documents, groups }, told)
  // Once each: the first time may put it out of the caller's own sight.
  for (const document of new Set(documents)) writer.documents.setGroups(document, groups)
}
