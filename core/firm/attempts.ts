import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import { writeAtomically } from '../keys/store/write-atomically.ts'
import type { Home } from './home.ts'

const format = 'bulkhead attempts 1'
/** Always of one size, so that it can be written over in its place on a full disk. */
const fileBytes = 2_048
const AttemptsFile = z.strictObject({
  format: z.literal(format),
  /** When each of them was, by the latest time ever seen; Unix milliseconds. */
  failedMs: z.array(z.int().min(0)).max(100),
  /** The latest time ever seen. */
  seenMs: z.int().min(0),
})

/** So many wrong passphrases in a day cost nothing: people mistype. */
export const freeAttempts = 5
/** Each one more doubles the wait, from one second to a quarter of an hour. */
const longestWaitMs = 15 * 60_000
const forgottenMs = 24 * 60 * 60_000

/** The time, and a clock that no one can turn, both in milliseconds. */
export interface Clock {
  wallMs: () => number
  steadyMs: () => number
}

const systemClock: Clock = { wallMs: Date.now, steadyMs: () => performance.now() }

/**
 * How often a passphrase was wrong here, in a file, so that starting again does not help. Times are the latest ever seen,
 * so turning the clock back does not either; while the program runs a steady clock goes on from there. It slows down
 * somebody at the keyboard: whoever can delete the file can copy the folder and guess elsewhere.
 */
export class Attempts {
  readonly #file: string
  readonly #clock: Clock
  /** What the steady clock said at a time that was seen. */
  #from: { seenMs: number; steadyMs: number } | null = null

  constructor(home: Home, clock: Clock = systemClock) {
    this.#file = join(home.folder, 'attempts.json')
    this.#clock = clock
  }

  /** How long nobody can try a passphrase, in milliseconds; 0 where somebody can now. */
  waitMs(): number {
    const { failedMs, nowMs } = this.#read()
    const last = failedMs.at(-1)
    if (last === undefined) return 0
    return Math.max(0, last + waitAfter(failedMs.length) - nowMs)
  }

  /**
   * To be called before a passphrase is tried: it counts as wrong until it turned out not to be, so that ending the
   * program in the middle does not help.
   *
   * @throws BulkheadError `too-soon`
   */
  begin(): void {
    const waitMs = this.waitMs()
    if (waitMs > 0)
      throw new BulkheadError(
        'too-soon',
        `Too many wrong passphrases. Wait ${inWords(waitMs)}, then try again.`,
      )
    const { failedMs, nowMs } = this.#read()
    this.#write([...failedMs, nowMs].slice(-100), nowMs)
  }

  /** The last one was not wrong. What was before stays: a right passphrase of one person says nothing of the others. */
  takeBack(): void {
    const { failedMs, nowMs } = this.#read()
    this.#write(failedMs.slice(0, -1), nowMs)
  }

  #read(): { failedMs: number[]; nowMs: number } {
    const { failedMs, seenMs } = this.#stored()
    const steadyMs = this.#clock.steadyMs()
    this.#from ??= { seenMs: Math.max(seenMs, this.#clock.wallMs()), steadyMs }
    const ranMs = steadyMs - this.#from.steadyMs
    const nowMs = Math.floor(Math.max(seenMs, this.#clock.wallMs(), this.#from.seenMs + ranMs))
    return { failedMs: failedMs.filter((atMs) => nowMs - atMs < forgottenMs), nowMs }
  }

  #stored(): { failedMs: number[]; seenMs: number } {
    if (!existsSync(this.#file)) return { failedMs: [], seenMs: 0 }
    try {
      return AttemptsFile.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch (error) {
      // Not whole: whoever did that could have deleted it.
      if (error instanceof SyntaxError || error instanceof z.ZodError) return { failedMs: [], seenMs: 0 }
      throw storageError(error)
    }
  }

  #write(failedMs: number[], seenMs: number): void {
    const content = { format, failedMs, seenMs } satisfies z.input<typeof AttemptsFile>
    const bytes = Buffer.from(`${JSON.stringify(content).padEnd(fileBytes - 1)}\n`, 'utf8')
    try {
      if (existsSync(this.#file)) writeOver(this.#file, bytes)
      else writeAtomically(this.#file, bytes)
    } catch (error) {
      throw storageError(error)
    }
  }
}

function writeOver(file: string, bytes: Uint8Array): void {
  const opened = openSync(file, 'r+')
  try {
    writeSync(opened, bytes, 0, bytes.length, 0)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

function waitAfter(failures: number): number {
  if (failures <= freeAttempts) return 0
  return Math.min(longestWaitMs, 1_000 * 2 ** Math.min(20, failures - freeAttempts - 1))
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
