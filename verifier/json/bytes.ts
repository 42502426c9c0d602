/** Bytes as they are looked at: one by one, and four at once, which takes a quarter of the time where nothing is met. */
export interface Bytes {
  readonly ones: Uint8Array
  readonly fours: DataView
}

/** One byte in each of four, and the highest bit of each. */
const each = 0x0101_0101
const highest = 0x8080_8080 | 0
const [quote, backslash, space] = [0x22 * each, 0x5c * each, 0x20 * each]
const [belowZero, belowColon, belowA, belowG] = [0x50 * each, 0x46 * each, 0x1f * each, 0x19 * each]

export function bytesIn(bytes: Uint8Array): Bytes {
  return { ones: bytes, fours: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) }
}

/** A text as it stands in lines. */
export function bytesOf(text: string): Bytes {
  return bytesIn(new TextEncoder().encode(text))
}

/** Whether four bytes from a place on stand for themselves in a string of JSON. */
export function areLiteral({ fours }: Bytes, at: number): boolean {
  return (meeting(fours.getInt32(at)) & highest) === 0
}

/** The same, and are ASCII. */
export function areLiteralAscii({ fours }: Bytes, at: number): boolean {
  const four = fours.getInt32(at)
  return ((meeting(four) | four) & highest) === 0
}

/** The highest bit of a byte is set where it is the first that is a quote, a backslash or a control character. */
function meeting(four: number): number {
  const quotes = four ^ quote
  const backslashes = four ^ backslash
  // Subtracting borrows from the highest bit of a byte that is less, and of no other unless there is such a one before it.
  return ((quotes - each) & ~quotes) | ((backslashes - each) & ~backslashes) | ((four - space) & ~four)
}

/** Whether four bytes from a place on are lower-case hex digits. */
export function areHexDigits({ fours }: Bytes, at: number): boolean {
  const four = fours.getInt32(at)
  // Adding carries into the highest bit of a byte from some digit on, and into no other byte where all are ASCII.
  const digits = (four + belowZero) & ~(four + belowColon)
  const letters = (four + belowA) & ~(four + belowG)
  return ((digits | letters) & ~four & highest) === highest
}

/** Whether these bytes stand at a place; all of them lie inside of what is looked at. */
export function isAt({ ones, fours }: Bytes, at: number, text: Bytes): boolean {
  const { length } = text.ones
  let index = 0
  for (; index + 4 <= length; index += 4)
    if (fours.getInt32(at + index) !== text.fours.getInt32(index)) return false
  for (; index < length; index += 1) if (ones[at + index] !== text.ones[index]) return false
  return true
}
