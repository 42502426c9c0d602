import { isFullDisk, type Reserve } from '../database/reserve.ts'
import { BulkheadError } from '../errors.ts'
import type { Scope } from '../workspace/scope.ts'

/** Records that a call found no room on the disk, in the room that is kept for that. Never throws because of the disk. */
export function recordFullDisk(scope: Scope, reserve: Reserve, method: string, error: unknown): void {
  if (!isFullDisk(error)) return
  try {
    reserve.use(() =>
      scope.write((writer) =>
        writer.record({
          type: 'call.failed',
          outcome: 'failed',
          about: { method, code: 'disk-full' },
          sealed: {},
        }),
      ),
    )
  } catch (failure) {
    // The reserve was used up by the ones before. Who called is told all the same.
    if (!(failure instanceof BulkheadError)) throw failure
  }
}
