import { type FileHandle, open } from 'node:fs/promises'
import type { ByteSource } from '../container/byte-source.ts'

/** A file on a disk, open until it is closed. */
export class FileSource implements ByteSource {
  readonly size: number
  readonly #handle: FileHandle

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.size = size
  }

  static async open(path: string): Promise<FileSource> {
    const handle = await open(path, 'r')
    const { size } = await handle.stat()
    return new FileSource(handle, size)
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    await this.readInto(bytes, offset)
    return bytes
  }

  async readInto(bytes: Uint8Array, offset: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await this.#handle.read(bytes, done, bytes.length - done, offset + done)
      if (bytesRead === 0) throw new Error('The file became shorter while it was read.')
      done += bytesRead
    }
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}
