import type { Access } from '../workspace/access.ts'
import type { ImportQueue } from './import-queue.ts'

/** Forgets the files that wait, and the documents that were begun for them and for nothing else. */
export function discardWaiting({ reader, write }: Access, queue: ImportQueue): void {
  const keys = queue.waiting(reader).map(({ key }) => key)
  write((writer) => {
    for (const document of writer.waitingFiles.forget(keys)) writer.documents.delete(document)
  })
}
