import { BulkheadError } from '../../errors.ts'
import { secretBytes, secretCopy } from '../secret-bytes.ts'

/**
 * The items of a key store as bytes, so that no key becomes text on its way to disk. Per item, in order of name:
 *
 *     length of name (1) | name, ASCII | length of value (2, big-endian) | value
 */
export function encodeItems(items: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const sorted = [...items].sort(([a], [b]) => (a < b ? -1 : 1))
  const bytes = secretBytes(sorted.reduce((sum, [name, value]) => sum + 3 + name.length + value.length, 0))
  let at = 0
  for (const [name, value] of sorted) {
    bytes[at] = name.length
    bytes.set(Buffer.from(name, 'ascii'), at + 1)
    at += 1 + name.length
    bytes[at] = value.length >> 8
    bytes[at + 1] = value.length & 255
    bytes.set(value, at + 2)
    at += 2 + value.length
  }
  return bytes
}

/**
 * Reads items into copies of their own, which the caller zeroes.
 * @throws BulkheadError `tampered-wrap` unless the bytes are exactly what `encodeItems` writes.
 */
export function decodeItems(bytes: Uint8Array): Map<string, Uint8Array> {
  const items = new Map<string, Uint8Array>()
  let at = 0
  let last = ''
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] ?? 0)
    const name = Buffer.from(bytes.subarray(at + 1, nameEnd)).toString('latin1')
    const valueEnd = nameEnd + 2 + (bytes[nameEnd] ?? 0) * 256 + (bytes[nameEnd + 1] ?? 0)
    if (valueEnd > bytes.length || nameEnd + 2 > bytes.length || name <= last) {
      throw new BulkheadError('tampered-wrap', 'The key store is damaged; put back a copy from a backup.')
    }
    items.set(name, secretCopy(bytes.subarray(nameEnd + 2, valueEnd)))
    last = name
    at = valueEnd
  }
  return items
}
