import { createHmac } from 'node:crypto'

/**
 * Names of other clients as a process may know them that must not know them: keyed hashes, and how many words each has.
 * Whoever holds the key could try names; it is drawn anew for each opening and goes with the process.
 */
export interface HashedNames {
  key: Uint8Array
  names: readonly { words: number; hash: string }[]
}

/** Hashes a name. It stays bytes throughout, and what was copied of it is zeroed. */
export function hashName(key: Uint8Array, name: Uint8Array): HashedNames['names'][number] {
  const words = wordsOf(name)
  try {
    return { words: words.length, hash: hashWords(key, words) }
  } finally {
    for (const word of words) word.fill(0)
  }
}

/** Whether a text, in UTF-8, has one of the names in it as whole words, whatever stands between them. */
export function hasName(text: Uint8Array, { key, names }: HashedNames): boolean {
  const words = wordsOf(text)
  const hashes = new Set(names.map(({ hash }) => hash))
  const lengths = new Set(names.map((name) => name.words).filter((length) => length > 0))
  return [...lengths].some((length) =>
    words.some(
      (_, at) => at + length <= words.length && hashes.has(hashWords(key, words.slice(at, at + length))),
    ),
  )
}

function hashWords(key: Uint8Array, words: readonly Uint8Array[]): string {
  const mac = createHmac('sha256', key)
  for (const word of words) mac.update(word).update(' ')
  return mac.digest('hex')
}

/** Runs of letters and digits in lower case. Letters beyond ASCII keep their case: folding them would take a string. */
function wordsOf(text: Uint8Array): Uint8Array[] {
  const words: Uint8Array[] = []
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isWordByte(text[at] ?? 0)) continue
    if (at > start) words.push(text.slice(start, at).map(lower))
    start = at + 1
  }
  return words
}

function isWordByte(byte: number): boolean {
  return byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || (lower(byte) >= 0x61 && lower(byte) <= 0x7a)
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
}
