import Driver from 'better-sqlite3-multiple-ciphers'
import { BulkheadError } from '../errors.ts'
import { storageError } from './storage-error.ts'

export interface ExclusiveLock {
  release(): void
}

/**
 * Takes an OS lock on a file, for one app per home. SQLite's own file lock is used because it works on every system
 * and ends with the process, however that ends; the file stays empty.
 *
 * @throws BulkheadError `home-open` when another process holds it
 */
export function takeExclusiveLock(file: string): ExclusiveLock {
  let driver: Driver | undefined
  try {
    driver = new Driver(file, { timeout: 2_000 })
    driver.pragma('journal_mode = memory')
    driver.exec('BEGIN EXCLUSIVE')
    const held = driver
    return { release: () => void held.close() }
  } catch (error) {
    driver?.close()
    const failure = storageError(error)
    if (failure instanceof BulkheadError && failure.code === 'home-open')
      throw new BulkheadError(
        'home-open',
        'Bulkhead is already open on this folder. Close it there and try again.',
      )
    throw failure
  }
}
