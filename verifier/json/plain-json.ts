import { deepest } from './canonical-json.ts'

const [quote, comma, colon, minus, zero, nine, backslash] = [0x22, 0x2c, 0x3a, 0x2d, 0x30, 0x39, 0x5c]
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d]
/** A number of so many digits is exact. */
const mostDigits = 15
/** Not plain, where otherwise a place is told. */
export const none = -1

/** Bytes that stand for themselves in a string; what is no ASCII is part of a character, since the text is well-formed. */
const literal = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 0x20 && byte !== quote && byte !== backslash),
)
/** Those of them that are ASCII: the bytes of a plain key. */
const keyByte = literal.map((is, byte) => Number(is === 1 && byte < 0x80))
/** Bytes that may follow a backslash, but for that of `\u`. */
const escaped = new Uint8Array(256)
for (const char of String.raw`"\bfnrt`) escaped[char.charCodeAt(0)] = 1
const words = ['null', 'true', 'false'].map((word) => new TextEncoder().encode(word))

/**
 * Whether bytes are canonical JSON of a plain kind: whole numbers, keys in ASCII, no rare escapes. So it can be told in
 * one pass, without building the value; a long log has millions of lines, and most of them are plain. False says nothing:
 * then `parseCanonical` has to look.
 *
 * @param bytes well-formed UTF-8 from `start` to before `end`
 */
export function isPlainJson(bytes: Uint8Array, start: number, end: number): boolean {
  return pastValue(bytes, start, end, 1) === end
}

/**
 * Where a plain value ends that begins at `at`, or `none`; the other functions tell the same of what they are named after.
 *
 * @param level of arrays and objects; the outermost is the first
 */
export function pastValue(bytes: Uint8Array, at: number, end: number, level: number): number {
  const byte = at < end ? bytes[at] : undefined
  if (byte === undefined) return none
  if (byte === quote) return pastString(bytes, at + 1, end)
  if (byte === openBrace) return pastObject(bytes, at + 1, end, level)
  if (byte === openBracket) return pastArray(bytes, at + 1, end, level)
  if (byte === minus || (byte >= zero && byte <= nine)) return pastInteger(bytes, at, end)
  return pastWord(bytes, at, end)
}

function pastString(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (literal[byte] === 1) continue
    if (byte === quote) return at + 1
    if (byte !== backslash || at + 1 === end || escaped[bytes[at + 1] ?? 0] !== 1) return none
    at += 1
  }
  return none
}

function pastObject(bytes: Uint8Array, start: number, end: number, level: number): number {
  if (level > deepest) return none
  if (start < end && bytes[start] === closeBrace) return start + 1
  let at = start
  let [lastKey, lastKeyEnd] = [at, at]
  for (let first = true; ; first = false) {
    if (bytes[at] !== quote) return none
    const key = at + 1
    const keyEnd = pastKey(bytes, key, end)
    if (keyEnd === none || bytes[keyEnd + 1] !== colon) return none
    if (!first && !precedes(bytes, lastKey, lastKeyEnd, key, keyEnd)) return none
    at = pastValue(bytes, keyEnd + 2, end, level + 1)
    if (at === none || at >= end) return none
    if (bytes[at] === closeBrace) return at + 1
    if (bytes[at] !== comma) return none
    at += 1
    lastKey = key
    lastKeyEnd = keyEnd
  }
}

function pastArray(bytes: Uint8Array, start: number, end: number, level: number): number {
  if (level > deepest) return none
  if (start < end && bytes[start] === closeBracket) return start + 1
  for (let at = start; ; at += 1) {
    at = pastValue(bytes, at, end, level + 1)
    if (at === none || at >= end) return none
    if (bytes[at] === closeBracket) return at + 1
    if (bytes[at] !== comma) return none
  }
}

/** Where a key has its closing quote. */
export function pastKey(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && keyByte[bytes[at] ?? 0] === 1) at += 1
  return at < end && bytes[at] === quote ? at : none
}

/** Whether a key comes before another, in ASCII. */
function precedes(bytes: Uint8Array, one: number, oneEnd: number, other: number, otherEnd: number): boolean {
  let [left, right] = [one, other]
  while (left < oneEnd && right < otherEnd && bytes[left] === bytes[right]) {
    left += 1
    right += 1
  }
  if (left === oneEnd) return right < otherEnd
  return right < otherEnd && (bytes[left] ?? 0) < (bytes[right] ?? 0)
}

export function pastInteger(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === minus ? start + 1 : start
  let at = first
  while (at < end && (bytes[at] ?? 0) >= zero && (bytes[at] ?? 0) <= nine) at += 1
  const digits = at - first
  if (digits === 0 || digits > mostDigits) return none
  // A zero stands alone, and has no sign.
  return bytes[first] === zero && at - start > 1 ? none : at
}

function pastWord(bytes: Uint8Array, at: number, end: number): number {
  for (const word of words) if (at + word.length <= end && isAt(bytes, at, word)) return at + word.length
  return none
}

/** Whether these bytes stand at a place. */
export function isAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text[index]) return false
  return true
}
