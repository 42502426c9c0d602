import { randomBytes } from 'node:crypto'
import { closeSync, openSync, statfsSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BulkheadError } from '../../errors.ts'

/** The magic number of tmpfs (statfs(2)). */
const tmpfs = 0x01021994
const memoryFolder = '/dev/shm'

/** Whether this system has a folder that is in memory and not on a disk. */
export function hasMemoryPlace(): boolean {
  if (process.platform !== 'linux') return false
  try {
    return statfsSync(memoryFolder).type === tmpfs
  } catch {
    return false
  }
}

/**
 * Lends bytes to a runtime that reads files only, for as long as `work` runs. Where there is a folder in memory, the file
 * in it has no name from before its first byte: a process that is killed at any moment leaves nothing. Elsewhere it is a
 * file on the disk, which an owner must have accepted, and is gone right after.
 *
 * @throws BulkheadError `refused` where there is no such folder and nobody accepted a file on the disk
 */
export async function withPrivateFile<T>(
  bytes: Uint8Array,
  onDiskAccepted: boolean,
  work: (path: string) => Promise<T>,
  inMemory = hasMemoryPlace(),
): Promise<T> {
  if (!inMemory && !onDiskAccepted)
    throw new BulkheadError(
      'refused',
      'This system has no place in memory for the adapter while it is loaded. An owner can accept a file on the disk for that moment.',
    )
  const path = join(inMemory ? memoryFolder : tmpdir(), `bulkhead-${randomBytes(16).toString('hex')}`)
  const handle = openSync(path, 'wx+', 0o600)
  let isNamed = true
  const dropName = () => {
    if (isNamed) unlinkSync(path)
    isNamed = false
  }
  try {
    if (inMemory) dropName()
    for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done, bytes.length - done, done)
    return await work(inMemory ? `/proc/${process.pid}/fd/${handle}` : path)
  } finally {
    closeSync(handle)
    dropName()
  }
}
