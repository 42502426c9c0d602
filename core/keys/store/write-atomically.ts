import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { BulkheadError } from '../../errors.ts'
import { flushFolder } from '../../flush-folder.ts'

/**
 * Replaces a file so that, whenever the process or the machine stops, it holds the old bytes or the new ones: a new
 * file in the same folder, readable by its owner only, flushed, renamed over the old one, and the folder flushed.
 * @throws BulkheadError `disk-full` or `not-writable`; the old file is then untouched.
 */
export function writeAtomically(file: string, bytes: Uint8Array): void {
  const fresh = `${file}.new`
  try {
    // Left behind if the process was killed here before; it may have been made with another mode.
    rmSync(fresh, { force: true })
    const handle = openSync(fresh, 'wx', 0o600)
    try {
      writeFileSync(handle, bytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(fresh, file)
    flushFolder(dirname(file))
  } catch (error) {
    rmSync(fresh, { force: true })
    throw asBulkheadError(error)
  }
}

function asBulkheadError(error: unknown): BulkheadError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new BulkheadError(
      'disk-full',
      'The disk is full, so nothing was changed; free some space and retry.',
    )
  }
  return new BulkheadError(
    'not-writable',
    'The firm’s folder could not be written; check that you may change files there.',
  )
}
