import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportedFile } from '../contract/workspace/imports.ts'
import type { Embedder } from '../embed/embedder.ts'
import { BulkheadError } from '../errors.ts'
import type { DocumentId, GroupId } from '../ids.ts'
import type { Access } from '../workspace/access.ts'
import { indexedText } from '../workspace/documents/indexed-text.ts'
import { type Extractor, maxFileBytes } from './extractor.ts'
import { tooLarge } from './failures.ts'
import { fileProblem, findFiles, type FoundFile } from './find-files.ts'
import { split } from './split.ts'
import { twoAtATime } from './two-at-a-time.ts'

export interface ImportRequest {
  access: Access
  embedder: Embedder
  extractor: Extractor
  paths: readonly string[]
  groups: readonly GroupId[]
  signal: AbortSignal
  onProgress(progress: {
    done: number
    total: number
    stage: 'reading' | 'embedding' | 'done'
    file: string
  }): void
}

/**
 * Imports files, each a unit of its own: the original is kept first, then read, split and embedded, and all that came
 * of it is stored at once. A bad file is set aside with its reason. Whatever an earlier import left waiting is finished
 * too; the same file again is not stored twice.
 *
 * @throws BulkheadError `cancelled`; what was finished by then stays
 */
export async function importFiles(request: ImportRequest): Promise<ImportedFile[]> {
  const files = await findFiles(request.paths)
  let done = 0
  const progress = (stage: 'reading' | 'embedding' | 'done', file: string) =>
    request.onProgress({ done, total: files.length, stage, file: basename(file) })
  const results = await twoAtATime(files, async (file) => {
    stopIfAsked(request.signal)
    progress('reading', file.path)
    const imported = await importFile(request, file, () => progress('embedding', file.path))
    done += 1
    progress('done', file.path)
    return imported
  })
  for (const document of request.access.reader.documents.waiting()) {
    stopIfAsked(request.signal)
    await read(request, document, () => undefined)
  }
  return results
}

async function importFile(
  request: ImportRequest,
  file: FoundFile,
  onEmbedding: () => void,
): Promise<ImportedFile> {
  const failed = (reason: string): ImportedFile => ({
    path: file.path,
    status: 'failed',
    reason,
    document: null,
  })
  if (file.problem !== null) return failed(file.problem)
  let original: Uint8Array
  try {
    if ((await stat(file.path)).size > maxFileBytes) return failed(tooLarge().message)
    original = await readFile(file.path, { signal: request.signal })
  } catch (error) {
    stopIfAsked(request.signal)
    return failed(fileProblem(error))
  }
  const document = keep(request, basename(file.path).toWellFormed(), original)
  try {
    await read(request, document, onEmbedding)
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'not-found') throw error
    return failed('The document was removed, or put out of your sight, while it was read.')
  }
  const { status, reason } = request.access.reader.documents.get(document)
  return { path: file.path, status: status === 'ready' ? 'ready' : 'failed', reason, document }
}

/** Stores the original and queues it, unless the importer has the same bytes in the same groups already. */
function keep({ access, groups }: ImportRequest, title: string, original: Uint8Array): DocumentId {
  const sha256 = createHash('sha256').update(original).digest()
  return access.write((writer) => {
    const same = writer.reader.documents.sameAs(sha256, groups)
    if (!same) return writer.documents.add({ title, original, sha256, groups })
    if (same.status === 'failed') writer.documents.retry(same.id)
    return same.id
  })
}

/** Takes a waiting document to ready or failed. */
async function read(request: ImportRequest, id: DocumentId, onEmbedding: () => void): Promise<void> {
  const { access, embedder, extractor, signal } = request
  const document = access.reader.documents.get(id)
  if (document.status !== 'waiting') return
  try {
    const { format, extracted } = await extractor.extract(
      access.reader.documents.original(id),
      document.title,
      { signal },
    )
    const passages = split(extracted.pages)
    onEmbedding()
    const vectors = await embedder.embed(
      passages.map((passage) => indexedText({ title: document.title, ...passage })),
      'passage',
      signal,
    )
    const pageOrdinals = new Map(extracted.pages.map((page, ordinal) => [page.page, ordinal]))
    access.write((writer) =>
      writer.documents.complete(id, {
        format,
        model: embedder.model,
        pages: extracted.pages.map(({ page, text }) => ({ number: page, text })),
        passages: passages.map((passage, index) => ({
          ...passage,
          pageOrdinal: pageOrdinals.get(passage.page) ?? 0,
          vector: vectorAt(vectors, index),
        })),
      }),
    )
  } catch (error) {
    stopIfAsked(signal)
    if (!(error instanceof BulkheadError)) throw error
    const reason = reasonToSetAside(error)
    if (reason === null) throw error
    access.write((writer) => writer.documents.fail(id, reason))
  }
}

function vectorAt(vectors: readonly Float32Array[], index: number): Float32Array {
  const vector = vectors[index]
  if (!vector) throw new BulkheadError('internal', 'The embedding model returned too few vectors.')
  return vector
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted)
    throw new BulkheadError(
      'cancelled',
      'The import was stopped. What was finished stays; run it again to go on.',
    )
}

/** A failure that is the document's own sets it aside; anything else concerns the import as a whole. */
function reasonToSetAside(error: BulkheadError): string | null {
  if (error.code === 'unreadable-document' || error.code === 'unsupported-format') return error.message
  if (error.code === 'internal') return 'The text of this file could not be indexed. Its original is kept.'
  return null
}
