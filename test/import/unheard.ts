import type { Import } from '../../core/ingest/import.ts'
import { ImportQueue } from '../../core/ingest/import-queue.ts'

/** For an import that nobody follows. */
export function unheard(): Pick<Import, 'queue' | 'onFiles' | 'onStage' | 'onEnded'> {
  return {
    queue: new ImportQueue(),
    onFiles: () => undefined,
    onStage: () => undefined,
    onEnded: () => undefined,
  }
}
