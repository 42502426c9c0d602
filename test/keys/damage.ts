/** Every copy of the bytes with one bit flipped, one for each byte. */
export function* flips(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at++) {
    const copy = Uint8Array.from(bytes)
    copy[at]! ^= 1 << (at % 8)
    yield copy
  }
}

/** The bytes cut short at every length, and one byte too long. */
export function* cuts(bytes: Uint8Array): Generator<Uint8Array> {
  for (let length = 0; length < bytes.length; length++) yield bytes.slice(0, length)
  yield Uint8Array.from([...bytes, 0])
}
