import { BulkheadError } from '../errors.ts'

const digits = new TextEncoder().encode('0123456789abcdef')
const prefix = new TextEncoder().encode('raw:')

/**
 * `raw:` and 64 hex digits, as bytes: the form in which SQLite3 Multiple Ciphers takes a key without deriving one. It
 * never exists as a string, which could not be zeroed. The caller fills the result with zeros after use.
 */
export function rawKeyLiteral(key: Uint8Array): Buffer {
  if (key.length !== 32) throw new BulkheadError('internal', 'A key of the wrong length was used.')
  const literal = Buffer.alloc(prefix.length + 64)
  literal.set(prefix)
  key.forEach((byte, index) => {
    literal[prefix.length + index * 2] = digits[byte >> 4] ?? 0
    literal[prefix.length + index * 2 + 1] = digits[byte & 15] ?? 0
  })
  return literal
}
