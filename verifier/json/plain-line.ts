import { isAt, none, pastInteger, pastKey, pastValue } from './plain-json.ts'

/** Words that come again and again are kept, by a number made from their bytes. */
const mostWords = 256
const mostWordBytes = 64

const hexDigit = new Uint8Array(256)
for (const char of '0123456789abcdef') hexDigit[char.charCodeAt(0)] = 1

/** A word that was read, as it stands in lines and as a string. */
interface Word {
  bytes: Uint8Array
  text: string
}

/**
 * A way through a line whose members are known, from left to right, on its bytes: nothing is decoded but what is asked for.
 * Each step tells whether the line goes on as it should; one that says no stays where it is.
 */
export class PlainLine {
  #bytes: Uint8Array = new Uint8Array()
  #at = 0
  #end = 0
  readonly #words: (Word | undefined)[] = Array.from({ length: mostWords })

  /** @param bytes well-formed UTF-8 from `start` to before `end` */
  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  /** Where the next step begins. */
  get at(): number {
    return this.#at
  }

  get ended(): boolean {
    return this.#at === this.#end
  }

  /** Goes past these bytes. */
  pass(text: Uint8Array): boolean {
    // Beyond the end no byte is the same; what stands behind a line is never part of one.
    return isAt(this.#bytes, this.#at, text) && this.#to(this.#at + text.length)
  }

  /** Goes past so many lower-case hex digits. */
  passHex(digits: number): boolean {
    const bytes = this.#bytes
    const end = this.#at + digits
    for (let at = this.#at; at < end; at += 1) if (hexDigit[bytes[at] ?? 0] !== 1) return false
    return this.#to(end)
  }

  /** @param level where it stands; the outermost is the first */
  passValue(level: number): boolean {
    return this.#to(pastValue(this.#bytes, this.#at, this.#end, level))
  }

  /** The text up to the next quote, of plain ASCII; null where there is none, and where it is long. */
  word(): string | null {
    const start = this.#at
    const end = pastKey(this.#bytes, start, this.#end)
    if (end - start > mostWordBytes || !this.#to(end)) return null
    const place =
      ((end - start) * 31 + (this.#bytes[start] ?? 0) * 7 + (this.#bytes[end - 1] ?? 0)) % mostWords
    const known = this.#words[place]
    if (known?.bytes.length === end - start && isAt(this.#bytes, start, known.bytes)) return known.text
    const bytes = this.#bytes.slice(start, end)
    const word = { bytes, text: String.fromCharCode(...bytes) }
    this.#words[place] = word
    return word.text
  }

  /** An integer from 0 on; null where there is none. */
  count(): number | null {
    const start = this.#at
    if (this.#bytes[start] === 0x2d || !this.#to(pastInteger(this.#bytes, start, this.#end))) return null
    let value = 0
    for (let at = start; at < this.#at; at += 1) value = value * 10 + (this.#bytes[at] ?? 0) - 0x30
    return value
  }

  #to(at: number): boolean {
    if (at === none || at > this.#end) return false
    this.#at = at
    return true
  }
}
