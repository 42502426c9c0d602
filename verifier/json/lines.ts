import type { ByteSource } from '../container/byte-source.ts'
import type { Stretch } from '../container/members.ts'
import type { Engine } from '../engine.ts'

/** The most bytes of a line, without its end. */
export const mostLineBytes = 16_777_216
/** What is read at a time. */
const pieceBytes = 256 * 1024

/** Bytes before the first line of a batch, so that something can be put before each line. */
const roomBytes = 64

/** Lines that were read together. `starts[i]` to before `ends[i]` is one, without its line end. */
export interface LineBatch {
  /**
   * 64 bytes or more stand before each line. Whoever takes a batch may write to it, and has it until the next one is asked
   * for.
   */
  bytes: Uint8Array
  starts: number[]
  ends: number[]
}

/** The lines of a member or of a part of it, read in pieces; what remains at the end without a line end is no line. */
export class Lines {
  readonly #source: ByteSource
  readonly #stretch: Stretch
  readonly #engine: Engine
  readonly #onBytes: (bytes: Uint8Array) => void
  #read = 0
  /** Filled again and again. From `rest` to before `end` is what has no line end yet. */
  #bytes: Uint8Array = new Uint8Array()
  #rest = roomBytes
  #end = roomBytes
  #broken = false

  /** @param onBytes sees every byte of the stretch once, in order */
  constructor(
    source: ByteSource,
    stretch: Stretch,
    engine: Engine,
    onBytes: (bytes: Uint8Array) => void = () => undefined,
  ) {
    this.#engine = engine
    this.#source = source
    this.#stretch = stretch
    this.#onBytes = onBytes
  }

  /** Whether there is something that is no line after those that were given. */
  get broken(): boolean {
    return this.#broken
  }

  /** The next lines, at least one; null after the last. */
  async next(): Promise<LineBatch | null> {
    while (!this.#broken && this.#read < this.#stretch.bytes) {
      await this.#readPiece()
      const batch = this.#split()
      if (batch.ends.length > 0) return batch
    }
    this.#broken ||= this.#rest < this.#end
    return null
  }

  /** Reads what comes next behind the rest, which moves to the front. */
  async #readPiece(): Promise<void> {
    const length = Math.min(pieceBytes, this.#stretch.bytes - this.#read)
    const restEnd = roomBytes + this.#end - this.#rest
    const bytes = restEnd + length <= this.#bytes.length ? this.#bytes : new Uint8Array(2 * restEnd + length)
    bytes.set(this.#bytes.subarray(this.#rest, this.#end), roomBytes)
    const piece = bytes.subarray(restEnd, restEnd + length)
    await this.#source.readInto(piece, this.#stretch.offset + this.#read)
    this.#onBytes(piece)
    this.#read += length
    this.#bytes = bytes
    this.#rest = roomBytes
    this.#end = restEnd + length
  }

  #split(): LineBatch {
    const bytes = this.#bytes.subarray(0, this.#end)
    const batch: LineBatch = { bytes, starts: [], ends: [] }
    const lineFeed = this.#engine.lineFeedsIn(bytes)
    for (let end = lineFeed(this.#rest); end !== -1; end = lineFeed(this.#rest)) {
      if (end - this.#rest > mostLineBytes) return this.#breakAt(batch)
      batch.starts.push(this.#rest)
      batch.ends.push(end)
      this.#rest = end + 1
    }
    if (this.#end - this.#rest > mostLineBytes) this.#breakAt(batch)
    return batch
  }

  #breakAt(batch: LineBatch): LineBatch {
    this.#broken = true
    return batch
  }
}
