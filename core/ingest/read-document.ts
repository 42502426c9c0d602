import type { Embedder } from '../embed/embedder.ts'
import { BulkheadError } from '../errors.ts'
import type { DocumentId } from '../ids.ts'
import { indexedText } from '../workspace/documents/indexed-text.ts'
import type { Writer } from '../workspace/writer.ts'
import type { Reading } from './import.ts'
import { importStopped } from './import-queue.ts'
import { split } from './split.ts'

interface Listener {
  onEmbedding?: () => void
  /** Runs in the transaction that stores the outcome. */
  alongside?: (writer: Writer) => void
}

/**
 * Takes a document from its kept original to ready, or to failed with a reason. One that is ready stays as it is.
 *
 * @throws BulkheadError `cancelled`, `not-found`, and what concerns the import as a whole
 */
export async function readDocument(
  { access, embedder, embedderNow, extractor, signal }: Reading,
  id: DocumentId,
  { onEmbedding, alongside }: Listener = {},
): Promise<void> {
  const { documents } = access.reader
  const { title, status } = documents.get(id)
  if (status === 'ready') {
    if (alongside) access.write(alongside)
    return
  }
  try {
    const { format, extracted } = await extractor.extract(documents.original(id), title, { signal })
    const passages = split(extracted.pages)
    onEmbedding?.()
    const texts = passages.map((passage) => indexedText({ title, ...passage }))
    const pageOrdinals = new Map(extracted.pages.map((page, ordinal) => [page.page, ordinal]))
    const embedAndStore = async (by: Embedder) => {
      const vectors = await by.embed(texts, 'passage', signal)
      access.write((writer) => {
        writer.documents.complete(id, {
          format,
          model: by.model,
          pages: extracted.pages.map(({ page, text }) => ({ number: page, text })),
          passages: passages.map((passage, index) => ({
            ...passage,
            pageOrdinal: pageOrdinals.get(passage.page) ?? 0,
            vector: vectorAt(vectors, index),
          })),
        })
        alongside?.(writer)
      })
    }
    try {
      await embedAndStore(embedder)
    } catch (error) {
      // Another embedder has come to serve since this import began.
      const now = isOtherModel(error) ? await embedderNow?.() : undefined
      if (!now || now.model.sha256 === embedder.model.sha256) throw error
      await embedAndStore(now)
    }
  } catch (error) {
    if (signal.aborted) throw importStopped()
    if (!(error instanceof BulkheadError)) throw error
    const reason = reasonToSetAside(error)
    if (reason === null) throw error
    access.write((writer) => {
      writer.documents.fail(id, reason)
      alongside?.(writer)
    })
  }
}

function isOtherModel(error: unknown): boolean {
  return error instanceof BulkheadError && error.code === 'model-changed'
}

function vectorAt(vectors: readonly Float32Array[], index: number): Float32Array {
  const vector = vectors[index]
  if (!vector) throw new BulkheadError('internal', 'The embedding model returned too few vectors.')
  return vector
}

/** A failure that is the document's own sets it aside; anything else concerns the import as a whole. */
function reasonToSetAside(error: BulkheadError): string | null {
  if (error.code === 'unreadable-document' || error.code === 'unsupported-format') return error.message
  if (error.code === 'internal') return 'The text of this file could not be indexed. Its original is kept.'
  return null
}
