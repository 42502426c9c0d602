import type { ByteSource } from '../container/byte-source.ts'
import type { Member } from '../container/members.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'

/** What is read at a time; doubled where a line is longer. */
const pieceBytes = 64 * 1024
const lineEnd = 0x0a

/** A line with the place where it begins in its file and where the next one does. */
interface Line {
  start: number
  next: number
  value: { seq: number }
}

/**
 * Lines of a member in the order of their `seq`, found by halving the file: any page of a million entries is there at
 * once. For members that were found in order.
 */
export class SortedLines {
  readonly #source: ByteSource
  readonly #member: Member

  constructor(source: ByteSource, member: Member) {
    this.#source = source
    this.#member = member
  }

  /** Values of the lines from the first with at least that `seq` on, as long as they are wanted, and at most so many. */
  async from(seq: number, most: number, wanted: (seq: number) => boolean = () => true): Promise<unknown[]> {
    const values: unknown[] = []
    let at = await this.#seek(seq)
    while (values.length < most) {
      const line = await this.#lineAt(at)
      if (!line || !wanted(line.value.seq)) break
      values.push(line.value)
      at = line.next
    }
    return values
  }

  /** Where the first line with at least that `seq` begins. */
  async #seek(seq: number): Promise<number> {
    // Every line that begins before `low` is too early; the one that begins at `high` is not.
    let [low, high] = [0, this.#member.bytes]
    while (low < high) {
      const line = await this.#lineAt(await this.#lineStart(Math.floor((low + high) / 2)))
      if (!line) return low
      if (line.value.seq < seq) low = line.next
      else high = line.start
    }
    return low
  }

  /** The beginning of the line that a byte is in. */
  async #lineStart(at: number): Promise<number> {
    for (let length = pieceBytes; ; length *= 2) {
      const from = Math.max(0, at - length)
      const bytes = await this.#read(from, at - from)
      const end = bytes.lastIndexOf(lineEnd)
      if (end !== -1) return from + end + 1
      if (from === 0) return 0
    }
  }

  async #lineAt(start: number): Promise<Line | null> {
    if (start >= this.#member.bytes) return null
    for (let length = pieceBytes; ; length *= 2) {
      const bytes = await this.#read(start, Math.min(length, this.#member.bytes - start))
      const end = bytes.indexOf(lineEnd)
      if (end === -1 && start + length < this.#member.bytes) continue
      if (end === -1) return null
      const value = JSON.parse(decodeUtf8(bytes.subarray(0, end)) ?? 'null') as Line['value']
      return { start, next: start + end + 1, value }
    }
  }

  async #read(offset: number, length: number): Promise<Uint8Array> {
    return await this.#source.read(this.#member.offset + offset, length)
  }
}
