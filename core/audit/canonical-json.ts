import canonicalize from 'canonicalize'
import { BulkheadError } from '../errors.ts'

/** Nothing that is recorded nests deeper; a cycle ends here too. */
const deepest = 64

/** From here on a number is written with an exponent, which no reader takes for an exact integer. */
const exponential = 1e21

/**
 * A value as canonical JSON (RFC 8785, JCS): the one text that every implementation writes for it, so that its hash
 * can be recomputed anywhere.
 *
 * @throws BulkheadError `bad-input` for a value whose JSON could be read in more than one way: undefined, functions,
 * symbols, bigints, NaN, infinities, lone surrogates, holes in arrays, objects with a class, integers beyond 2^53 - 1
 * that would be written out digit by digit, and nesting deeper than 64
 */
export function canonicalJson(value: unknown): string {
  const text = render(value)
  if (text === undefined)
    throw new BulkheadError(
      'bad-input',
      'This cannot be recorded: it holds a broken character, an inexact number or something that is not plain data.',
    )
  return text
}

/** The UTF-8 bytes of `canonicalJson`, which is what RFC 8785 says to hash. */
export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalJson(value), 'utf8')
}

/**
 * The value of a text that is canonical JSON already. It is rendered again and compared, so other white space, another
 * order, a key given twice, another spelling of a number or a character are all refused.
 *
 * @throws BulkheadError `log-damaged`
 */
export function parseCanonicalJson(text: string): unknown {
  const value = parse(text)
  if (value === undefined || render(value) !== text)
    throw new BulkheadError(
      'log-damaged',
      'A record is not in the form in which it was written. Check the log.',
    )
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function render(value: unknown): string | undefined {
  return hasOneReading(value, 0) ? canonicalize(value) : undefined
}

/** `canonicalize` drops or replaces some of what JSON cannot hold; a record must not lose a part without a word. */
function hasOneReading(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'boolean') return true
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? Number.isSafeInteger(value) || Math.abs(value) >= exponential
      : Number.isFinite(value)
  return typeof value === 'object' && depth < deepest && isPlain(value, depth + 1)
}

function isPlain(value: object, depth: number): boolean {
  const isArray = Array.isArray(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (isArray ? prototype !== Array.prototype : prototype !== Object.prototype && prototype !== null)
    return false
  const keys = Object.keys(value)
  const items: unknown[] = isArray ? [...(value as unknown[])] : Object.values(value)
  return (
    keys.length === items.length &&
    Object.getOwnPropertySymbols(value).length === 0 &&
    keys.every((key) => key.isWellFormed()) &&
    items.every((item) => hasOneReading(item, depth))
  )
}
