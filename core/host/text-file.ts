import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { BulkheadError } from '../errors.ts'

/** The text of a file that a person has named. @throws BulkheadError `not-found` */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new BulkheadError('not-found', 'There is no such file, or it may not be read.')
  }
}

/** Writes a file that was not there, whole or not at all. @throws BulkheadError `already-exists`, `disk-full`, `not-writable` */
export function saveNewFile(path: string, content: string | Uint8Array): void {
  let made = false
  try {
    const handle = openSync(path, 'wx')
    made = true
    try {
      writeFileSync(handle, content)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    if (made) rmSync(path, { force: true })
    throw savingError(error)
  }
}

function savingError(error: unknown): BulkheadError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST')
    return new BulkheadError('already-exists', 'There is a file of that name already. Choose another.')
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new BulkheadError('disk-full', 'The disk is full, so nothing was saved. Free some space there.')
  return new BulkheadError(
    'not-writable',
    'It could not be saved there. Choose a folder that you may write to.',
  )
}
