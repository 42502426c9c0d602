import { BulkheadError } from '../errors.ts'

/**
 * Turns a failure of SQLite or of the file system into a typed one. SQLite's own messages can quote a value or a
 * path, so none is kept. Whatever is not a storage failure is a defect and passes through.
 */
export function storageError(error: unknown): unknown {
  if (error instanceof BulkheadError || !(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (code === 'SQLITE_NOTADB')
    return new BulkheadError(
      'wrong-key',
      'The file does not open with its key: it was damaged, or swapped for another. Nothing was changed. Put the right file back, or restore a backup.',
    )
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_IOERR_DATA')
    return new BulkheadError(
      'damaged',
      'The file is damaged and cannot be read in full. Nothing was changed. Restore a backup of it.',
    )
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new BulkheadError(
      'disk-full',
      'The disk is full. Free some space and try again; nothing was lost.',
    )
  if (code === 'SQLITE_BUSY' || code.startsWith('SQLITE_BUSY_'))
    return new BulkheadError('home-open', 'Another Bulkhead has this open. Close it and try again.')
  if (code === 'EEXIST')
    return new BulkheadError('already-exists', 'There is a file of that name already; it was left alone.')
  if (
    ['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM'].some((c) =>
      code.startsWith(c),
    )
  )
    return new BulkheadError(
      'not-writable',
      'Bulkhead may not read or write in its folder. Check the permissions of the folder and try again.',
    )
  if (code.startsWith('SQLITE_IOERR'))
    return new BulkheadError(
      'damaged',
      'The disk did not read or write as it should. Check the disk; nothing was acknowledged that is not stored.',
    )
  return error
}
