import type { Engine } from '../engine.ts'
import { parseCanonical } from '../json/canonical-json.ts'
import { bytesOf } from '../json/bytes.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import { PlainLine } from '../json/plain-line.ts'
import type { Words } from '../json/words.ts'
import { commitmentTo, type Opening, parseOpening } from './opening.ts'

/** An opening, with what its value comes to. It may be another one after the next is read. */
export interface CheckedOpening {
  seq: number
  field: string
  kind: Opening['kind']
  /** To the value of one that is opened; otherwise empty. */
  commitment: string
  /** Of one that is opened, where it is wanted; otherwise undefined. */
  value: unknown
}

const beforeField = bytesOf('{"field":"')
const beforeSalt = bytesOf('","salt":"')
const beforeSeq = bytesOf('","seq":')
const beforeValue = bytesOf(',"value":')
const afterValue = bytesOf('}')
const [quote, comma, closeBracket, zero] = [0x22, 0x2c, 0x5d, 0x30]
const saltDigits = 64

/**
 * Reads lines of `openings.jsonl`. Nearly all of them open a value and are plain: what is hashed are then the bytes of the
 * line in another order, and nothing has to be parsed. Any other goes the long way.
 */
export class OpeningReader {
  readonly #log: string
  readonly #engine: Engine
  readonly #valuesWanted: boolean
  readonly #line = new PlainLine()
  readonly #names: Words
  /** What every commitment of the log begins with. */
  readonly #head: Uint8Array
  /** Filled again for each. */
  readonly #opened: CheckedOpening = { seq: 0, field: '', kind: 'opened', commitment: '', value: undefined }

  /** @param names of fields */
  constructor(log: string, names: Words, engine: Engine, valuesWanted: boolean) {
    this.#names = names
    this.#log = log
    this.#engine = engine
    this.#valuesWanted = valuesWanted
    this.#head = new TextEncoder().encode(`["bulkhead/commitment/v1","${log}",`)
  }

  /**
   * The opening that a line is, or null.
   *
   * @param bytes the line from `start` to before `end`, and 64 bytes before it; all up to the value is overwritten
   * @param wellFormed whether it is known to be well-formed UTF-8
   */
  read(bytes: Uint8Array, start: number, end: number, wellFormed: boolean): CheckedOpening | null {
    return (wellFormed ? this.#readPlain(bytes, start, end) : null) ?? this.#readAny(bytes, start, end)
  }

  #readPlain(bytes: Uint8Array, start: number, end: number): CheckedOpening | null {
    const line = this.#line
    line.begin(bytes, start, end)
    if (!line.pass(beforeField)) return null
    const fieldAt = line.at
    const field = line.word(this.#names)
    const fieldEnd = line.at
    if (field === null || !line.pass(beforeSalt)) return null
    const saltAt = line.at
    if (!line.passHex(saltDigits) || !line.pass(beforeSeq)) return null
    const seq = line.count()
    if (seq === null || !line.pass(beforeValue)) return null
    const valueAt = line.at
    if (!line.passValue(2)) return null
    const valueEnd = line.at
    if (!line.pass(afterValue) || !line.ended) return null

    const value: unknown = this.#valuesWanted
      ? JSON.parse(decodeUtf8(bytes.subarray(valueAt, valueEnd)) ?? 'null')
      : undefined
    // The value stays where it is. From there to the left goes what is hashed before it; the field moves last of what is read.
    bytes[valueEnd] = closeBracket
    bytes[valueAt - 1] = comma
    let at = putQuoted(bytes, saltAt, saltAt + saltDigits, valueAt - 1)
    bytes[--at] = comma
    at = putQuoted(bytes, fieldAt, fieldEnd, at)
    bytes[--at] = comma
    at = putCount(bytes, seq, at) - this.#head.length
    bytes.set(this.#head, at)
    const opened = this.#opened
    opened.seq = seq
    opened.field = field
    opened.commitment = this.#engine.sha256Hex(bytes.subarray(at, valueEnd + 1))
    opened.value = value
    return opened
  }

  #readAny(bytes: Uint8Array, start: number, end: number): CheckedOpening | null {
    const text = decodeUtf8(bytes.subarray(start, end))
    const opening: Opening | null = text === null ? null : parseOpening(parseCanonical(text))
    if (!opening) return null
    const { seq, field, kind } = opening
    if (kind !== 'opened') return { seq, field, kind, commitment: '', value: undefined }
    const { salt, value } = opening
    return {
      seq,
      field,
      kind,
      commitment: commitmentTo({ log: this.#log, seq, field, salt, value }, this.#engine),
      value: this.#valuesWanted ? value : undefined,
    }
  }
}

/** Moves what is from `start` to before `end` into quotes that end at `to`; returns where they begin. */
function putQuoted(bytes: Uint8Array, start: number, end: number, to: number): number {
  const at = to - 1 - (end - start)
  bytes.copyWithin(at, start, end)
  bytes[to - 1] = quote
  bytes[at - 1] = quote
  return at - 1
}

/** Puts the digits of a count so that they end at `to`; returns where they begin. */
function putCount(bytes: Uint8Array, count: number, to: number): number {
  let at = to
  let rest = count
  do {
    bytes[--at] = zero + (rest % 10)
    rest = Math.floor(rest / 10)
  } while (rest > 0)
  return at
}
