import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, posix } from 'node:path'
import type { ImportedFile } from '../contract/workspace/imports.ts'
import { BulkheadError } from '../errors.ts'
import type { DocumentId } from '../ids.ts'
import { maxFileBytes } from './extractor.ts'
import { tooLarge } from './failures.ts'
import { fileProblem } from './find-files.ts'
import type { Reading } from './import.ts'
import { importStopped, type QueuedFile } from './import-queue.ts'
import type { Writer } from '../workspace/writer.ts'
import { readDocument } from './read-document.ts'

/** Brings one queued file to its end; it leaves the queue in the very transaction that stores what came of it. */
export async function importFile(
  work: Reading,
  file: QueuedFile,
  onStage: (stage: 'reading' | 'embedding') => void,
): Promise<ImportedFile> {
  const { access } = work
  const failed = (reason: string): ImportedFile => {
    access.write((writer) => writer.waitingFiles.ended(file.key))
    return { path: file.path, status: 'failed', reason, document: null }
  }
  onStage('reading')
  try {
    const document = file.document ?? (await keep(work, file))
    if (typeof document === 'object') return failed(document.problem)
    await readDocument(work, document, {
      onEmbedding: () => onStage('embedding'),
      alongside: (writer) => writer.waitingFiles.ended(file.key),
    })
    const { status, reason } = access.reader.documents.get(document)
    return { path: file.path, status: status === 'ready' ? 'ready' : 'failed', reason, document }
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'not-found') throw error
    return failed('The document was removed, or put out of your sight, while it was read.')
  }
}

/**
 * Stores the original for the groups that it was queued for, as far as they are there and the importer is in them, unless
 * the importer has the same bytes in the same groups already.
 */
async function keep(
  { access, signal }: Reading,
  { key, path, name, groups: queuedFor, problem }: QueuedFile,
): Promise<DocumentId | { problem: string }> {
  if (problem !== null) return { problem }
  let original: Uint8Array
  try {
    if ((await stat(path)).size > maxFileBytes) return { problem: tooLarge().message }
    original = await readFile(path, { signal })
  } catch (error) {
    if (signal.aborted) throw importStopped()
    return { problem: fileProblem(error) }
  }
  const sha256 = createHash('sha256').update(original).digest()
  return access.write((writer) => {
    const { documents, people } = writer.reader
    const own = new Set(people.ownGroups().map(({ id }) => id))
    // It may have waited for long. Without what is gone meanwhile fewer people read it, never more.
    const groups = queuedFor.filter((group) => own.has(group))
    if (groups.length === 0)
      return {
        problem: 'You are in none of the groups any more that this file was meant for. Import it again.',
      }
    const document =
      documents.sameAs(sha256, groups)?.id ?? add(writer, { path, name, groups, original, sha256 })
    writer.waitingFiles.kept(key, document)
    return document
  })
}

/** Stores a new original. A folder that an owner brings in has the groups of its first document from then on. */
function add(
  writer: Writer,
  {
    path,
    name,
    groups,
    original,
    sha256,
  }: Pick<QueuedFile, 'path' | 'name' | 'groups'> & { original: Uint8Array; sha256: Uint8Array },
): DocumentId {
  const [top, ...below] = name.split('/')
  const isInFolder = top !== undefined && below.length > 0
  const document = writer.documents.add({
    title: basename(path).toWellFormed(),
    original,
    sha256,
    groups,
    ...(isInFolder ? { folder: posix.dirname(name) } : {}),
  })
  if (isInFolder && writer.reader.people.isOwner()) writer.folders.begin(top, groups, document)
  return document
}
