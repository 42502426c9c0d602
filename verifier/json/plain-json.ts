import { deepest } from './canonical-json.ts'
import { areLiteral, areLiteralAscii, isAt, bytesOf, type Bytes } from './bytes.ts'

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
const words = ['null', 'true', 'false'].map(bytesOf)

/**
 * Whether bytes are canonical JSON of a plain kind: whole numbers, keys in ASCII, no rare escapes. So it can be told in
 * one pass, without building the value; a long log has millions of lines, and most of them are plain. False says nothing:
 * then `parseCanonical` has to look.
 *
 * @param text well-formed UTF-8 from `start` to before `end`
 */
export function isPlainJson(text: Bytes, start: number, end: number): boolean {
  return pastValue(text, start, end, 1) === end
}

/**
 * Where a plain value ends that begins at `at`, or `none`; the other functions tell the same of what they are named after.
 *
 * @param level of arrays and objects; the outermost is the first
 */
export function pastValue(text: Bytes, at: number, end: number, level: number): number {
  const byte = at < end ? text.ones[at] : undefined
  if (byte === undefined) return none
  if (byte === quote) return pastString(text, at + 1, end)
  if (byte === openBrace) return pastObject(text, at + 1, end, level)
  if (byte === openBracket) return pastArray(text, at + 1, end, level)
  if (byte === minus || (byte >= zero && byte <= nine)) return pastInteger(text, at, end)
  return pastWord(text, at, end)
}

function pastString(text: Bytes, start: number, end: number): number {
  for (let at = start; at < end;) {
    if (at + 4 <= end && areLiteral(text, at)) {
      at += 4
      continue
    }
    const byte = text.ones[at] ?? 0
    if (byte === quote) return at + 1
    if (literal[byte] === 1) at += 1
    else if (byte === backslash && at + 1 < end && escaped[text.ones[at + 1] ?? 0] === 1) at += 2
    else return none
  }
  return none
}

function pastObject(text: Bytes, start: number, end: number, level: number): number {
  if (level > deepest) return none
  if (start < end && text.ones[start] === closeBrace) return start + 1
  let at = start
  let [lastKey, lastKeyEnd] = [at, at]
  for (let first = true; ; first = false) {
    if (text.ones[at] !== quote) return none
    const key = at + 1
    const keyEnd = pastKey(text, key, end)
    if (keyEnd === none || text.ones[keyEnd + 1] !== colon) return none
    if (!first && !precedes(text, lastKey, lastKeyEnd, key, keyEnd)) return none
    at = pastValue(text, keyEnd + 2, end, level + 1)
    if (at === none || at >= end) return none
    if (text.ones[at] === closeBrace) return at + 1
    if (text.ones[at] !== comma) return none
    at += 1
    lastKey = key
    lastKeyEnd = keyEnd
  }
}

function pastArray(text: Bytes, start: number, end: number, level: number): number {
  if (level > deepest) return none
  if (start < end && text.ones[start] === closeBracket) return start + 1
  for (let at = start; ; at += 1) {
    at = pastValue(text, at, end, level + 1)
    if (at === none || at >= end) return none
    if (text.ones[at] === closeBracket) return at + 1
    if (text.ones[at] !== comma) return none
  }
}

/** Where a key has its closing quote. */
export function pastKey(text: Bytes, start: number, end: number): number {
  let at = start
  while (at + 4 <= end && areLiteralAscii(text, at)) at += 4
  while (at < end && keyByte[text.ones[at] ?? 0] === 1) at += 1
  return at < end && text.ones[at] === quote ? at : none
}

/** Whether a key comes before another, in ASCII. */
function precedes({ ones }: Bytes, one: number, oneEnd: number, other: number, otherEnd: number): boolean {
  let [left, right] = [one, other]
  while (left < oneEnd && right < otherEnd && ones[left] === ones[right]) {
    left += 1
    right += 1
  }
  if (left === oneEnd) return right < otherEnd
  return right < otherEnd && (ones[left] ?? 0) < (ones[right] ?? 0)
}

export function pastInteger(text: Bytes, start: number, end: number): number {
  const first = text.ones[start] === minus ? start + 1 : start
  let at = first
  while (at < end && (text.ones[at] ?? 0) >= zero && (text.ones[at] ?? 0) <= nine) at += 1
  const digits = at - first
  if (digits === 0 || digits > mostDigits) return none
  // A zero stands alone, and has no sign.
  return text.ones[first] === zero && at - start > 1 ? none : at
}

function pastWord(text: Bytes, at: number, end: number): number {
  for (const word of words) {
    const wordEnd = at + word.ones.length
    if (wordEnd <= end && isAt(text, at, word)) return wordEnd
  }
  return none
}
