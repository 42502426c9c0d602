import { openDatabase } from '../database/connection.ts'
import { dropRekeyCopy, rekeyFile } from '../database/rekey-file.ts'
import { BulkheadError } from '../errors.ts'

/** A change of key that main has prepared: both keys, and the version that the new one is. */
export interface KeyChange {
  file: string
  key: Uint8Array
  next: { key: Uint8Array; version: number }
}

/**
 * Finishes or gives up a change of key that a process which ended had begun. The file itself says which: removing a
 * member writes the version of the new key into it together with the entry, so either both stand in the file or neither.
 *
 * @returns whether the file has the new key now; else it has the old one, and the change was never decided
 * @throws BulkheadError `wrong-key` where it opens with neither, `disk-full`, `not-writable`, …
 */
export function settleKey({ file, key, next }: KeyChange): boolean {
  dropRekeyCopy(file)
  const version = keyVersionUnder(file, key)
  if (version === null) {
    if (keyVersionUnder(file, next.key) !== null) return true
    throw new BulkheadError(
      'wrong-key',
      'The file opens neither with its key nor with the one that it was to get: it was damaged, or swapped for another. Nothing was changed. Put the right file back, or restore a backup.',
    )
  }
  if (version !== next.version) return false
  rekeyFile(file, key, next.key)
  return true
}

/** The version of the key that the file says it should have; null where this is not its key. */
function keyVersionUnder(file: string, key: Uint8Array): number | null {
  try {
    const connection = openDatabase({ file, key, mode: 'open' })
    try {
      return keyVersion(connection)
    } finally {
      // The last to close it brings the write-ahead log into the file and removes it.
      connection.close()
    }
  } catch (error) {
    if (error instanceof BulkheadError && error.code === 'wrong-key') return null
    throw error
  }
}

function keyVersion(connection: ReturnType<typeof openDatabase>): number {
  const there = connection
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'workspace'`)
    .get()
  // A file without its table is for the check at unlock to speak of.
  if (!there) return 0
  return (
    connection.prepare<{ key_version: number }>('SELECT key_version FROM workspace').get()?.key_version ?? 0
  )
}
