import type { ImportedFile } from '../contract/workspace/imports.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { Access } from '../workspace/access.ts'
import type { Extractor } from './extractor.ts'
import type { ImportQueue, QueuedFile } from './import-queue.ts'

/** What reading a document takes. */
export interface Reading {
  access: Access
  embedder: Embedder
  /** Where another embedder may come to serve meanwhile: the one that does now. */
  embedderNow?: () => Promise<Embedder>
  extractor: Extractor
  signal: AbortSignal
}

/** What an import works with, and to whom it says how it does. */
export interface Import extends Reading {
  queue: ImportQueue
  /** First: the files, in order. */
  onFiles(files: readonly QueuedFile[]): void
  /** A file is being worked on; `index` counts in that list. */
  onStage(index: number, stage: 'reading' | 'embedding'): void
  /** A file is done with. */
  onEnded(index: number, file: ImportedFile): void
}
