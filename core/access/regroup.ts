import { BulkheadError } from '../errors.ts'
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

/**
 * The same for every document of a folder and of the folders below it that the caller can read, and for what is imported
 * into it from now on.
 *
 * @param told how many documents the caller agreed to leave without a reader
 * @returns how many documents
 * @throws BulkheadError `not-found` where the caller can read none there, `unconfirmed`
 */
export function regroupFolder(
  writer: Writer,
  path: string,
  groups: readonly GroupId[],
  told: number,
): number {
  const documents = writer.reader.documents.inFolder(path)
  if (documents.length === 0) throw new BulkheadError('not-found', 'There is no such folder here.')
  // Read before: the change may put all of it out of the caller's own sight.
  const folders = [path, ...writer.reader.folders.below(path)].map((folder) => ({
    folder,
    documents: writer.reader.documents.inFolder(folder),
  }))
  regroup(writer, documents, groups, told)
  for (const { folder, documents: inIt } of folders) writer.folders.setGroups(folder, groups, inIt)
  return documents.length
}
