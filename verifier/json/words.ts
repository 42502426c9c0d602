import { type Bytes, bytesIn, isAt } from './bytes.ts'

/** How many are kept, each at a place of its own that its bytes tell. */
const places = 256

/** A word as it stands in lines and as a string. */
interface Word {
  bytes: Bytes
  text: string
}

/** Words of ASCII that come again and again in millions of lines: the same string is given for the same bytes. */
export class Words {
  readonly #form: RegExp
  readonly #words: (Word | undefined)[] = Array.from({ length: places })

  /** @param form of what is such a word */
  constructor(form: RegExp) {
    this.#form = form
  }

  /** The word from `start` to before `end`; null where that is none. */
  at(text: Bytes, start: number, end: number): string | null {
    const { ones } = text
    const length = end - start
    const place = (length * 31 + (ones[start] ?? 0) * 7 + (ones[end - 1] ?? 0)) % places
    const known = this.#words[place]
    if (known?.bytes.ones.length === length && isAt(text, start, known.bytes)) return known.text
    const bytes = ones.slice(start, end)
    const word = { bytes: bytesIn(bytes), text: String.fromCharCode(...bytes) }
    if (!this.#form.test(word.text)) return null
    this.#words[place] = word
    return word.text
  }
}
