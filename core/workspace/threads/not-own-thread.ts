import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import type { ThreadId } from '../../ids.ts'

/** Why a member cannot change a thread: it is somebody else's who shares it, or there is none that they know of. */
export function notOwnThread(connection: Connection, id: ThreadId): BulkheadError {
  const shown = connection
    .prepare(
      'SELECT 1 FROM temp.shared_thread JOIN temp.shared_turn ON thread_key = shared_thread.key WHERE shared_thread.id = ?',
    )
    .get(id)
  return shown
    ? new BulkheadError('refused', 'Only the person who began this thread can change it.')
    : new BulkheadError('not-found', 'There is no such thread here.')
}
