import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { ByteSource } from '../container/byte-source.ts'

/**
 * A file on a disk, open until it is closed. It is read where it is asked for: a command has nothing else to do meanwhile,
 * and handing thousands of pieces to another thread and back takes as long as reading them.
 */
export class FileSource implements ByteSource {
  readonly size: number
  readonly #file: number

  /** @throws the system's error where the file cannot be opened */
  constructor(path: string) {
    this.#file = openSync(path, 'r')
    this.size = fstatSync(this.#file).size
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    this.#fill(bytes, offset)
    return Promise.resolve(bytes)
  }

  readInto(bytes: Uint8Array, offset: number): Promise<void> {
    this.#fill(bytes, offset)
    return Promise.resolve()
  }

  close(): void {
    closeSync(this.#file)
  }

  #fill(bytes: Uint8Array, offset: number): void {
    for (let done = 0; done < bytes.length;) {
      const read = readSync(this.#file, bytes, done, bytes.length - done, offset + done)
      if (read === 0) throw new Error('The file became shorter while it was read.')
      done += read
    }
  }
}
