import type { ByteSource } from '../container/byte-source.ts'
import type { Stretch } from '../container/members.ts'
import { parseCanonical } from './canonical-json.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { mostLineBytes } from './lines.ts'
import { isCount, isObject } from './shape.ts'

/** What is read at a time; doubled where a line is longer. */
const pieceBytes = 4 * 1024
const lineEnd = 0x0a

/** A line with the place where it begins in its file and where the next one does. */
interface Line {
  start: number
  next: number
  seq: number
  value: unknown
}

/**
 * Lines of a member in the order of their `seq`, found by halving the file: any page of a million entries is there at
 * once. Where they are in no such order, what is found is some line all the same.
 */
export class SortedLines {
  readonly #source: ByteSource
  readonly #member: Stretch

  constructor(source: ByteSource, member: Stretch) {
    this.#source = source
    this.#member = member
  }

  /** Values of the lines from the first with at least that `seq` on, as long as they are wanted, and at most so many. */
  async from(seq: number, most: number, wanted: (seq: number) => boolean = () => true): Promise<unknown[]> {
    const values: unknown[] = []
    let at = await this.seek(seq)
    while (values.length < most) {
      const line = await this.#lineAt(at)
      if (!line || !wanted(line.seq)) break
      values.push(line.value)
      at = line.next
    }
    return values
  }

  /** Where the first line with at least that `seq` begins. */
  async seek(seq: number): Promise<number> {
    // Every line that begins before `low` is too early; the one that begins at `high` is not.
    let [low, high] = [0, this.#member.bytes]
    while (low < high) {
      const line = await this.lineAround(Math.floor((low + high) / 2))
      if (!line) return low
      if (line.seq < seq) low = line.next
      else high = line.start
    }
    return low
  }

  /** The line that a byte is in; null where that is none. */
  async lineAround(at: number): Promise<Line | null> {
    const start = await this.#lineStart(at)
    return start === null ? null : await this.#lineAt(start)
  }

  /** The beginning of the line that a byte is in, unless it is too far. */
  async #lineStart(at: number): Promise<number | null> {
    for (let length = pieceBytes; length <= 2 * mostLineBytes; length *= 2) {
      const from = Math.max(0, at - length)
      const bytes = await this.#read(from, at - from)
      const end = bytes.lastIndexOf(lineEnd)
      if (end !== -1) return from + end + 1
      if (from === 0) return 0
    }
    return null
  }

  async #lineAt(start: number): Promise<Line | null> {
    for (let length = pieceBytes; length <= 2 * mostLineBytes; length *= 2) {
      const bytes = await this.#read(start, Math.min(length, this.#member.bytes - start))
      const end = bytes.indexOf(lineEnd)
      if (end !== -1) {
        const value = parseCanonical(decodeUtf8(bytes.subarray(0, end)) ?? '')
        if (!isObject(value) || !isCount(value['seq'])) return null
        return { start, next: start + end + 1, seq: value['seq'], value }
      }
      if (start + length >= this.#member.bytes) return null
    }
    return null
  }

  async #read(offset: number, length: number): Promise<Uint8Array> {
    return await this.#source.read(this.#member.offset + offset, length)
  }
}
