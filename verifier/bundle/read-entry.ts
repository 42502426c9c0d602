import { parseCanonical } from '../json/canonical-json.ts'
import { bytesOf } from '../json/bytes.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import { PlainLine } from '../json/plain-line.ts'
import { Words } from '../json/words.ts'
import { type Entry, parseEntry } from './entry.ts'

/** An entry as far as openings are held against it; it may be another one after the next is read. */
export interface EntryHead extends Pick<Entry, 'seq' | 'type'> {
  /** What is sealed in it, in order, and the commitment to each. */
  fields: readonly string[]
  commitments: readonly string[]
}

const beforeAbout = bytesOf('{"about":')
const beforeActor = bytesOf(',"actor":')
const nobody = bytesOf('null')
const quote = bytesOf('"')
const beforeAt = bytesOf(',"at":')
const beforeId = bytesOf(',"id":"')
const beforeOutcome = bytesOf('","outcome":"')
const beforeRole = bytesOf('","role":"')
const beforeSealed = bytesOf('","sealed":{')
const beforeCommitment = bytesOf('":"')
const comma = bytesOf(',')
const closeBrace = bytesOf('}')
const beforeSeq = bytesOf(',"seq":')
const beforeType = bytesOf(',"type":"')
const beforeState = bytesOf(',"state":"')
const afterType = bytesOf('","v":1}')
const openBrace = 0x7b
const [idDigits, hashDigits] = [32, 64]

/**
 * The entry that a line of `entries.jsonl` is, or null.
 *
 * @param bytes the line from `start` to before `end`
 */
export function readEntry(bytes: Uint8Array, start: number, end: number): Entry | null {
  const text = decodeUtf8(bytes.subarray(start, end))
  return text === null ? null : parseEntry(parseCanonical(text))
}

/** The same with its head. */
export function readWholeEntry(bytes: Uint8Array, start: number, end: number): (Entry & EntryHead) | null {
  const entry = readEntry(bytes, start, end)
  return entry && { ...entry, fields: Object.keys(entry.sealed), commitments: Object.values(entry.sealed) }
}

/** Reads of entries what they seal, and makes nothing of the rest where the line is plain, as nearly all are. */
export class EntryReader {
  readonly #line = new PlainLine()
  readonly #words = new Words(/^/)
  readonly #names: Words
  /** Filled again for each. */
  readonly #head = { seq: 0, type: '', fields: [] as string[], commitments: [] as string[] }

  /** @param names of fields */
  constructor(names: Words) {
    this.#names = names
  }

  /**
   * The head of the entry that a line is, or null.
   *
   * @param bytes the line from `start` to before `end`
   * @param text the same as text, at the same places; null where not all of it is ASCII
   */
  read(bytes: Uint8Array, start: number, end: number, text: string | null): EntryHead | null {
    return (
      (text === null ? null : this.#readPlain(bytes, start, end, text)) ?? readWholeEntry(bytes, start, end)
    )
  }

  #readPlain(bytes: Uint8Array, start: number, end: number, text: string): EntryHead | null {
    const line = this.#line
    const words = this.#words
    line.begin(bytes, start, end)
    if (!line.pass(beforeAbout) || bytes[line.at] !== openBrace || !line.passValue(2)) return null
    if (!line.pass(beforeActor)) return null
    if (!line.pass(nobody) && !(line.pass(quote) && line.passHex(idDigits) && line.pass(quote))) return null
    if (!line.pass(beforeAt) || line.count() === null) return null
    if (!line.pass(beforeId) || !line.passHex(idDigits)) return null
    if (!line.pass(beforeOutcome) || line.word(words) === null) return null
    if (!line.pass(beforeRole) || line.word(words) === null || !line.pass(beforeSealed)) return null
    if (!this.#readSealed(text) || !line.pass(beforeSeq)) return null
    const seq = line.count()
    if (seq === null) return null
    if (line.pass(beforeState) && !(line.passHex(hashDigits) && line.pass(quote))) return null
    if (!line.pass(beforeType)) return null
    const type = line.word(words)
    if (type === null || !line.pass(afterType) || !line.ended) return null
    this.#head.seq = seq
    this.#head.type = type
    return this.#head
  }

  /** Whether what stands in the braces of `sealed` is plain; goes past them. */
  #readSealed(text: string): boolean {
    const line = this.#line
    const { fields, commitments } = this.#head
    let count = 0
    if (!line.pass(closeBrace)) {
      do {
        if (!line.pass(quote)) return false
        const field = line.word(this.#names)
        if (field === null || !line.pass(beforeCommitment)) return false
        if (count > 0 && field <= (fields[count - 1] ?? '')) return false
        const { at } = line
        if (!line.passHex(hashDigits) || !line.pass(quote)) return false
        fields[count] = field
        commitments[count] = text.slice(at, at + hashDigits)
        count += 1
      } while (line.pass(comma))
      if (!line.pass(closeBrace)) return false
    }
    fields.length = commitments.length = count
    return true
  }
}
