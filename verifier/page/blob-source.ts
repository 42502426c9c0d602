import type { ByteSource } from '../container/byte-source.ts'

/** A file that was dropped on the page or chosen there. */
export class BlobSource implements ByteSource {
  readonly #blob: Blob

  constructor(blob: Blob) {
    this.#blob = blob
  }

  get size(): number {
    return this.#blob.size
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    return new Uint8Array(await this.#blob.slice(offset, offset + length).arrayBuffer())
  }

  async readInto(bytes: Uint8Array, offset: number): Promise<void> {
    bytes.set(await this.read(offset, bytes.length))
  }
}
