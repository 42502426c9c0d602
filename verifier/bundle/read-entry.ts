import { parseCanonical } from '../json/canonical-json.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import { PlainLine } from '../json/plain-line.ts'
import { type Entry, fieldName, parseEntry } from './entry.ts'

/** An entry as far as openings are held against it. */
export interface EntryHead extends Pick<Entry, 'seq' | 'type'> {
  /** What is sealed in it, in order, and the commitment to each. */
  fields: readonly string[]
  commitments: readonly string[]
}

const ascii = new TextEncoder()
const beforeAbout = ascii.encode('{"about":')
const beforeActor = ascii.encode(',"actor":')
const nobody = ascii.encode('null')
const quote = ascii.encode('"')
const beforeAt = ascii.encode(',"at":')
const beforeId = ascii.encode(',"id":"')
const beforeOutcome = ascii.encode('","outcome":"')
const beforeRole = ascii.encode('","role":"')
const beforeSealed = ascii.encode('","sealed":{')
const beforeCommitment = ascii.encode('":"')
const comma = ascii.encode(',')
const closeBrace = ascii.encode('}')
const beforeSeq = ascii.encode(',"seq":')
const beforeType = ascii.encode(',"type":"')
const beforeState = ascii.encode(',"state":"')
const afterType = ascii.encode('","v":1}')
const openBrace = 0x7b
const [idDigits, hashDigits] = [32, 64]
const nothingSealed = { fields: [], commitments: [] }

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
    line.begin(bytes, start, end)
    if (!line.pass(beforeAbout) || bytes[line.at] !== openBrace || !line.passValue(2)) return null
    if (!line.pass(beforeActor)) return null
    if (!line.pass(nobody) && !(line.pass(quote) && line.passHex(idDigits) && line.pass(quote))) return null
    if (!line.pass(beforeAt) || line.count() === null) return null
    if (!line.pass(beforeId) || !line.passHex(idDigits)) return null
    if (!line.pass(beforeOutcome) || line.word() === null) return null
    if (!line.pass(beforeRole) || line.word() === null || !line.pass(beforeSealed)) return null
    const sealed = this.#readSealed(text)
    if (sealed === null || !line.pass(beforeSeq)) return null
    const seq = line.count()
    if (seq === null) return null
    if (line.pass(beforeState) && !(line.passHex(hashDigits) && line.pass(quote))) return null
    if (!line.pass(beforeType)) return null
    const type = line.word()
    return type !== null && line.pass(afterType) && line.ended
      ? { seq, type, fields: sealed.fields, commitments: sealed.commitments }
      : null
  }

  /** What stands in the braces of `sealed`, and goes past them. */
  #readSealed(text: string): Pick<EntryHead, 'fields' | 'commitments'> | null {
    const line = this.#line
    if (line.pass(closeBrace)) return nothingSealed
    const fields: string[] = []
    const commitments: string[] = []
    let last = ''
    do {
      if (!line.pass(quote)) return null
      const field = line.word()
      if (field === null || field <= last || !fieldName.test(field) || !line.pass(beforeCommitment))
        return null
      const { at } = line
      if (!line.passHex(hashDigits) || !line.pass(quote)) return null
      fields.push(field)
      commitments.push(text.slice(at, at + hashDigits))
      last = field
    } while (line.pass(comma))
    return line.pass(closeBrace) ? { fields, commitments } : null
  }
}
