import type { ImportedFile } from '../contract/workspace/imports.ts'
import type { GroupId } from '../ids.ts'
import type { FoundFile } from './find-files.ts'
import type { Import } from './import.ts'
import { importFile } from './import-file.ts'
import { importStopped, type QueuedFile } from './import-queue.ts'
import { readDocument } from './read-document.ts'
import { twoAtATime } from './two-at-a-time.ts'

/**
 * Imports files, each a unit of its own: the original is kept first, then read, split and embedded, and all that came
 * of it is stored at once. A bad file is set aside with its reason; the same file again is not stored twice.
 *
 * @throws BulkheadError `cancelled`; what was finished by then stays, and the rest waits
 */
export async function importFiles(
  work: Import,
  found: readonly FoundFile[],
  groupsOf: (file: FoundFile) => readonly GroupId[],
): Promise<ImportedFile[]> {
  return await run(work, work.queue.add(work.access, found, groupsOf))
}

/** Goes on with everything of the member's that was left waiting. @throws BulkheadError `cancelled` */
export async function resumeImport(work: Import): Promise<ImportedFile[]> {
  const left = work.queue.waiting(work.access.reader)
  return await run(
    work,
    left.map((file) => ({ ...file, problem: null })),
  )
}

async function run(work: Import, files: readonly QueuedFile[]): Promise<ImportedFile[]> {
  work.onFiles(files)
  return await work.queue.inTurn(files, work.signal, async () => {
    const results = await twoAtATime(
      files.map((file, index) => ({ file, index })),
      async ({ file, index }) => {
        if (work.signal.aborted) throw importStopped()
        const imported = await importFile(work, file, (stage) => work.onStage(index, stage))
        work.onEnded(index, imported)
        return imported
      },
    )
    await finishBegun(work)
    return results
  })
}

/** Documents that an import kept and that no queue holds: this file may be older than the queue. */
async function finishBegun(work: Import): Promise<void> {
  for (const document of work.access.reader.documents.waiting()) {
    if (work.signal.aborted) throw importStopped()
    await readDocument(work, document)
  }
}
