import type { ByteSource } from './byte-source.ts'

/** A file that is in memory already. */
export class MemorySource implements ByteSource {
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get size(): number {
    return this.#bytes.length
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes.slice(offset, offset + length))
  }

  readInto(bytes: Uint8Array, offset: number): Promise<void> {
    bytes.set(this.#bytes.subarray(offset, offset + bytes.length))
    return Promise.resolve()
  }
}
