import type { Engine } from '../engine.ts'
import { parseCanonical } from '../json/canonical-json.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import { PlainLine } from '../json/plain-line.ts'
import { commitmentTo, type Opening, parseOpening } from './opening.ts'

/** An opening, with what its value comes to instead of the value. */
export type CheckedOpening = { seq: number; field: string } & (
  | { kind: 'opened'; commitment: string }
  | { kind: 'masked' }
  | { kind: 'withheld'; why: 'erased' | 'not-readable' }
)

const ascii = new TextEncoder()
const beforeField = ascii.encode('{"field":"')
const beforeSalt = ascii.encode('","salt":"')
const beforeSeq = ascii.encode('","seq":')
const beforeValue = ascii.encode(',"value":')
const afterValue = ascii.encode('}')
const comma = 0x2c
const saltDigits = 64

/**
 * Reads lines of `openings.jsonl`. Nearly all of them open a value and are plain: what is hashed are then the bytes of the
 * line in another order, and nothing has to be parsed. Any other goes the long way.
 */
export class OpeningReader {
  readonly #log: string
  readonly #engine: Engine
  readonly #line = new PlainLine()
  /** What every commitment of the log begins with, and what follows of the one at hand. */
  #hashed: Uint8Array
  readonly #headBytes: number

  constructor(log: string, engine: Engine) {
    this.#log = log
    this.#engine = engine
    this.#hashed = ascii.encode(`["bulkhead/commitment/v1","${log}",`)
    this.#headBytes = this.#hashed.length
  }

  /**
   * The opening that a line is, or null.
   *
   * @param bytes the line from `start` to before `end`
   * @param wellFormed whether it is known to be well-formed UTF-8
   */
  read(bytes: Uint8Array, start: number, end: number, wellFormed: boolean): CheckedOpening | null {
    return (wellFormed ? this.#readPlain(bytes, start, end) : null) ?? this.#readAny(bytes, start, end)
  }

  #readPlain(bytes: Uint8Array, start: number, end: number): CheckedOpening | null {
    const line = this.#line
    line.begin(bytes, start, end)
    if (!line.pass(beforeField)) return null
    const fieldAt = line.at - 1
    const field = line.word()
    const fieldEnd = line.at + 1
    if (field === null || !line.pass(beforeSalt)) return null
    const saltAt = line.at - 1
    if (!line.passHex(saltDigits)) return null
    const saltEnd = line.at + 1
    if (!line.pass(beforeSeq)) return null
    const seqAt = line.at
    const seq = line.count()
    const seqEnd = line.at
    if (seq === null || !line.pass(beforeValue)) return null
    const valueAt = line.at
    if (!line.passValue(2)) return null
    const valueEnd = line.at
    if (!line.pass(afterValue) || !line.ended) return null

    this.#makeRoom(end - start)
    let at = this.#append(bytes, seqAt, seqEnd, this.#headBytes)
    at = this.#append(bytes, fieldAt, fieldEnd, at, comma)
    at = this.#append(bytes, saltAt, saltEnd, at, comma)
    at = this.#append(bytes, valueAt, valueEnd, at, comma)
    this.#hashed[at] = 0x5d
    const commitment = this.#engine.sha256Hex(this.#hashed.subarray(0, at + 1))
    return { kind: 'opened', seq, field, commitment }
  }

  #append(bytes: Uint8Array, start: number, end: number, to: number, before?: number): number {
    let at = to
    if (before !== undefined) this.#hashed[at++] = before
    if (end - start > 100) this.#hashed.set(bytes.subarray(start, end), at)
    else for (let index = start; index < end; index += 1) this.#hashed[at + index - start] = bytes[index] ?? 0
    return at + end - start
  }

  #makeRoom(lineBytes: number): void {
    const needed = this.#headBytes + lineBytes
    if (needed <= this.#hashed.length) return
    const larger = new Uint8Array(2 * needed)
    larger.set(this.#hashed)
    this.#hashed = larger
  }

  #readAny(bytes: Uint8Array, start: number, end: number): CheckedOpening | null {
    const text = decodeUtf8(bytes.subarray(start, end))
    const opening: Opening | null = text === null ? null : parseOpening(parseCanonical(text))
    if (opening?.kind !== 'opened') return opening
    const { seq, field, salt, value } = opening
    return {
      kind: 'opened',
      seq,
      field,
      commitment: commitmentTo({ log: this.#log, seq, field, salt, value }, this.#engine),
    }
  }
}
