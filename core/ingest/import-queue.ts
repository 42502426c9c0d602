import { BulkheadError } from '../errors.ts'
import type { Access } from '../workspace/access.ts'
import type { WaitingFile } from '../workspace/imports/waiting-files.ts'
import type { Reader } from '../workspace/reader.ts'
import type { GroupId } from '../ids.ts'
import type { FoundFile } from './find-files.ts'

/** A file that waits, as one import works on it. */
export interface QueuedFile extends WaitingFile {
  /** Known before it is read: a sentence. */
  problem: string | null
}

/**
 * The imports of one process. What they have to read stands in the workspace's file until it has been read, so a stop, a
 * lock or a kill loses nothing. Imports take turns: files that come while one runs are queued behind it. Each works on
 * its own files alone; `waiting` are those that none works on.
 */
export class ImportQueue {
  readonly #taken = new Set<number>()
  #last: Promise<unknown> = Promise.resolve()

  /** The member's files that were left waiting. */
  waiting(reader: Reader): WaitingFile[] {
    return reader.waitingFiles.list().filter(({ key }) => !this.#taken.has(key))
  }

  /** Queues files in one transaction, before any is read. One that waits already, for the same groups, is not queued twice. */
  add(
    { reader, write }: Access,
    found: readonly FoundFile[],
    groupsOf: (file: FoundFile) => readonly GroupId[],
  ): QueuedFile[] {
    return write((writer) => {
      const left = new Map(this.waiting(reader).map((file) => [`${file.groups.join()} ${file.path}`, file]))
      return found.map((file) => {
        const { path, name, problem } = file
        const sorted = [...groupsOf(file)].sort()
        const known = left.get(`${sorted.join()} ${path}`)
        if (known) return { ...known, name, problem }
        const key = writer.waitingFiles.add({ path, name, groups: sorted })
        return { key, path, name, groups: sorted, document: null, problem }
      })
    })
  }

  /**
   * Runs `work` when every import before it has ended, with these files taken out of what waits.
   *
   * @throws BulkheadError `cancelled`
   */
  async inTurn<Result>(
    files: readonly QueuedFile[],
    signal: AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result> {
    for (const { key } of files) this.#taken.add(key)
    const before = this.#last
    const turn = Promise.withResolvers<undefined>()
    this.#last = before.then(() => turn.promise)
    try {
      await unlessStopped(before, signal)
      return await work()
    } finally {
      turn.resolve(undefined)
      for (const { key } of files) this.#taken.delete(key)
    }
  }
}

async function unlessStopped(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const stopped = Promise.withResolvers<never>()
  const onStop = () => stopped.reject(importStopped())
  if (signal.aborted) onStop()
  signal.addEventListener('abort', onStop, { once: true })
  try {
    await Promise.race([stopped.promise, work])
  } finally {
    signal.removeEventListener('abort', onStop)
  }
}

export function importStopped(): BulkheadError {
  return new BulkheadError(
    'cancelled',
    'The import was stopped. What was finished stays, and the rest waits until you go on with it.',
  )
}
