import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Both ends of a pipe, as file numbers that child processes can be given. */
export interface Fifo {
  readonly read: number
  readonly write: number
}

/**
 * A pipe that this process itself neither reads nor writes: Node makes none whose ends it leaves alone. It has a name
 * for as long as it takes to open it, in a folder that is closed to other users.
 *
 * @param parent where that folder is made for a moment
 */
export function makeFifo(parent: string): Fifo {
  const folder = mkdtempSync(join(parent, 'pipe-'))
  const path = join(folder, 'fifo')
  try {
    execFileSync('mkfifo', ['-m', '600', path])
    // Either end alone would wait for the other one.
    const both = openSync(path, 'r+')
    const fifo = { read: openSync(path, 'r'), write: openSync(path, 'w') }
    closeSync(both)
    return fifo
  } finally {
    rmSync(folder, { recursive: true })
  }
}
