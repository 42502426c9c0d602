import type { ByteSource } from '../container/byte-source.ts'
import type { Stretch } from '../container/members.ts'
import { readPieces } from '../container/read-pieces.ts'

/** The most bytes of a line, without its end. */
export const mostLineBytes = 16_777_216
const lineEnd = 0x0a

/** Lines that were read together. `starts[i]` to before `ends[i]` is one, without its line end. */
export interface LineBatch {
  /** One byte stands before each line; whoever takes a batch may write to it. */
  bytes: Uint8Array
  starts: number[]
  ends: number[]
}

/** The lines of a member or of a part of it, read in pieces; what remains at the end without a line end is no line. */
export class Lines {
  readonly #pieces: AsyncGenerator<Uint8Array, void>
  readonly #onBytes: (bytes: Uint8Array) => void
  #rest: Uint8Array = new Uint8Array()
  #broken = false

  /** @param onBytes sees every byte of the stretch once, in order */
  constructor(source: ByteSource, stretch: Stretch, onBytes: (bytes: Uint8Array) => void = () => undefined) {
    this.#pieces = readPieces(source, stretch)
    this.#onBytes = onBytes
  }

  /** Whether there is something that is no line after those that were given. */
  get broken(): boolean {
    return this.#broken
  }

  /** The next lines, at least one; null after the last. */
  async next(): Promise<LineBatch | null> {
    while (!this.#broken) {
      const { value: piece, done } = await this.#pieces.next()
      if (done) break
      this.#onBytes(piece)
      const bytes = new Uint8Array(1 + this.#rest.length + piece.length)
      bytes.set(this.#rest, 1)
      bytes.set(piece, 1 + this.#rest.length)
      const batch = this.#split(bytes)
      if (batch.ends.length > 0) return batch
    }
    this.#broken ||= this.#rest.length > 0
    return null
  }

  #split(bytes: Uint8Array): LineBatch {
    const batch: LineBatch = { bytes, starts: [], ends: [] }
    let start = 1
    for (let end = bytes.indexOf(lineEnd, 1); end !== -1; end = bytes.indexOf(lineEnd, start)) {
      if (end - start > mostLineBytes) return this.#breakAt(batch)
      batch.starts.push(start)
      batch.ends.push(end)
      start = end + 1
    }
    this.#rest = bytes.slice(start)
    if (this.#rest.length > mostLineBytes) this.#breakAt(batch)
    return batch
  }

  #breakAt(batch: LineBatch): LineBatch {
    this.#broken = true
    return batch
  }
}
