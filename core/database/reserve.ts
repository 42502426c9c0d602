import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { BulkheadError } from '../errors.ts'

/** Room for some entries with the pages that each of them touches. */
const reserveBytes = 256 * 1024
/** Between two attempts to make it again. */
const againMs = 10_000

/**
 * Room on the disk that is kept beside a database, in a file that says nothing: when the disk is full it is given up, so
 * that at least this can be recorded (K5). It is made again when there is room.
 */
export class Reserve {
  readonly #file: string
  readonly #now: () => number
  #kept = false
  #triedMs = -Infinity

  private constructor(file: string, now: () => number) {
    this.#file = file
    this.#now = now
  }

  static beside(databaseFile: string, now: () => number = () => performance.now()): Reserve {
    return new Reserve(reserveFile(databaseFile), now)
  }

  /** Makes the room where it is missing and there is enough; to be called after something was written. */
  keep(): void {
    if (this.#kept || this.#now() - this.#triedMs < againMs) return
    this.#triedMs = this.#now()
    this.#kept = statSync(this.#file, { throwIfNoEntry: false })?.size === reserveBytes || this.#make()
  }

  /**
   * Runs `write`, which records that something could not be done; on a full disk a second time, in the room that was
   * kept.
   */
  use<T>(write: () => T): T {
    try {
      return write()
    } catch (error) {
      if (!isFullDisk(error) || !this.#release()) throw error
      return write()
    }
  }

  #make(): boolean {
    try {
      const handle = openSync(this.#file, 'w', 0o600)
      try {
        // Random, since a file system may store what repeats in no room at all.
        writeFileSync(handle, randomBytes(reserveBytes))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      return true
    } catch {
      // A part of it would only take away what is left.
      rmSync(this.#file, { force: true })
      return false
    }
  }

  #release(): boolean {
    const there = statSync(this.#file, { throwIfNoEntry: false }) !== undefined
    rmSync(this.#file, { force: true })
    this.#kept = false
    this.#triedMs = this.#now()
    return there
  }
}

export function reserveFile(databaseFile: string): string {
  return `${databaseFile}.reserve`
}

export function isFullDisk(error: unknown): boolean {
  return error instanceof BulkheadError && error.code === 'disk-full'
}
