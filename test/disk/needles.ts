import { spellings } from './canary.ts'

/** Shorter ones would turn up by chance. */
const minBytes = 12

interface Needle {
  label: string
  bytes: Buffer
}

/** Canaries in all their spellings, ready to be looked for in one pass over any amount of bytes. */
export class Needles {
  /** How many bytes of a piece have to be seen again with the next one. */
  readonly overlapBytes: number
  /** Whether a needle begins with these two bytes. */
  readonly #starts = new Uint8Array(0x10000)
  readonly #byFirstFour = new Map<number, Needle[]>()

  constructor(canaries: Readonly<Record<string, Uint8Array | string>>) {
    let longest = 0
    for (const [name, canary] of Object.entries(canaries)) {
      const bytes = Buffer.from(canary)
      if (bytes.length < minBytes) throw new Error(`the canary "${name}" is too short`)
      for (const [spelling, spelt] of Object.entries(spellings(bytes))) {
        this.#add({ label: `${name} (${spelling})`, bytes: spelt })
        longest = Math.max(longest, spelt.length)
      }
    }
    this.overlapBytes = longest - 1
  }

  /** Labels of what stands in the bytes: the canary's name and its spelling. */
  findIn(hay: Buffer, found = new Set<string>()): Set<string> {
    const starts = this.#starts
    let pair = (hay[0] ?? 0) << 8
    for (let at = 1; at < hay.length; at++) {
      pair = (pair >> 8) | (hay[at]! << 8)
      if (starts[pair] === 0 || at + 3 > hay.length) continue
      for (const { label, bytes } of this.#byFirstFour.get(hay.readUInt32LE(at - 1)) ?? [])
        if (hay.subarray(at - 1, at - 1 + bytes.length).equals(bytes)) found.add(label)
    }
    return found
  }

  #add(needle: Needle): void {
    this.#starts[needle.bytes.readUInt16LE(0)] = 1
    const first = needle.bytes.readUInt32LE(0)
    this.#byFirstFour.set(first, [...(this.#byFirstFour.get(first) ?? []), needle])
  }
}
