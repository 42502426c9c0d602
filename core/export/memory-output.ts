import { BulkheadError } from '../errors.ts'
import type { Output } from './output.ts'

/** A bundle that never touches the disk: it is encrypted to somebody before it goes anywhere (K1). */
export class MemoryOutput implements Output {
  readonly #mostBytes: number
  #bytes = new Uint8Array(1024 * 1024)
  #size = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  get bytes(): number {
    return this.#size
  }

  /** What was written; zeroed by `discard`. */
  get content(): Uint8Array {
    return this.#bytes.subarray(0, this.#size)
  }

  /** @throws BulkheadError `bad-input` where it gets too large */
  append(bytes: Uint8Array): void {
    const size = this.#size + bytes.length
    if (size > this.#mostBytes)
      throw new BulkheadError(
        'bad-input',
        'That is too much of the log to release at once. Refuse it, and have a shorter time asked for.',
      )
    if (size > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(size, this.#bytes.length * 2))
      grown.set(this.#bytes)
      this.#bytes.fill(0)
      this.#bytes = grown
    }
    this.#bytes.set(bytes, this.#size)
    this.#size = size
  }

  overwrite(offset: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, offset)
  }

  finish(): void {
    // What is in memory is there.
  }

  discard(): void {
    this.#bytes.fill(0)
    this.#size = 0
  }
}
