import { areHexDigits, type Bytes, bytesIn, isAt } from './bytes.ts'
import { none, pastInteger, pastKey, pastValue } from './plain-json.ts'
import type { Words } from './words.ts'

const mostWordBytes = 64
const [minus, zero] = [0x2d, 0x30]

/**
 * A way through a line whose members are known, from left to right, on its bytes: nothing is decoded but what is asked for.
 * Each step tells whether the line goes on as it should; one that says no stays where it is.
 */
export class PlainLine {
  #text: Bytes = bytesIn(new Uint8Array())
  #at = 0
  #end = 0

  /** @param bytes well-formed UTF-8 from `start` to before `end` */
  begin(bytes: Uint8Array, start: number, end: number): void {
    if (bytes !== this.#text.ones) this.#text = bytesIn(bytes)
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
  pass(text: Bytes): boolean {
    const end = this.#at + text.ones.length
    return end <= this.#end && isAt(this.#text, this.#at, text) && this.#to(end)
  }

  /** Goes past so many lower-case hex digits, a multiple of four. */
  passHex(digits: number): boolean {
    const text = this.#text
    const end = this.#at + digits
    if (end > this.#end) return false
    for (let at = this.#at; at < end; at += 4) if (!areHexDigits(text, at)) return false
    return this.#to(end)
  }

  /** @param level where it stands; the outermost is the first */
  passValue(level: number): boolean {
    return this.#to(pastValue(this.#text, this.#at, this.#end, level))
  }

  /** The text up to the next quote; null where it is none of these words, and where it is long. */
  word(words: Words): string | null {
    const start = this.#at
    const end = pastKey(this.#text, start, this.#end)
    if (end - start > mostWordBytes || !this.#to(end)) return null
    return words.at(this.#text, start, end)
  }

  /** An integer from 0 on; null where there is none. */
  count(): number | null {
    const { ones } = this.#text
    const start = this.#at
    if (ones[start] === minus || !this.#to(pastInteger(this.#text, start, this.#end))) return null
    let value = 0
    for (let at = start; at < this.#at; at += 1) value = value * 10 + (ones[at] ?? 0) - zero
    return value
  }

  #to(at: number): boolean {
    if (at === none || at > this.#end) return false
    this.#at = at
    return true
  }
}
