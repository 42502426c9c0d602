import { isUtf8 } from 'node:buffer'
import { BulkheadError } from '../../errors.ts'
import { secretBytes, secretCopy } from '../secret-bytes.ts'

const version = 1
const sizeBytes = 512
const headBytes = 1 + 32 + 1 + 2

/** The longest client name that fits, in bytes of UTF-8. */
export const maxNameBytes = sizeBytes - headBytes

/** What a wrap holds. `name` is UTF-8 and stays bytes: only the workspace process may make a string of it. */
export interface WrapPayload {
  /** The workspace key, 32 bytes. */
  key: Uint8Array
  /** The client's name in UTF-8, 1 to 476 bytes. */
  name: Uint8Array
  /** 0 to 7. */
  colour: number
}

/**
 * A payload as bytes, always 512 of them, so that the length of a sealed one says nothing about the name:
 *
 *     version (1) | key (32) | colour (1) | length of name (2, big-endian) | name | zeros
 *
 * @throws BulkheadError `bad-input` if the name is empty, too long, not UTF-8 or has a zero byte.
 */
export function encodeWrapPayload({ key, name, colour }: WrapPayload): Uint8Array<ArrayBuffer> {
  if (key.length !== 32) throw new BulkheadError('internal', 'A workspace key of the wrong length was given.')
  if (!isColour(colour)) throw new BulkheadError('bad-input', 'Choose one of the eight colours.')
  if (name.length === 0 || name.length > maxNameBytes || !isName(name)) {
    throw new BulkheadError(
      'bad-input',
      'The client’s name is empty, too long or has characters that cannot be kept; choose another.',
    )
  }
  const bytes = secretBytes(sizeBytes)
  bytes[0] = version
  bytes.set(key, 1)
  bytes[33] = colour
  bytes[34] = name.length >> 8
  bytes[35] = name.length & 255
  bytes.set(name, headBytes)
  return bytes
}

/**
 * Reads a payload into copies of its own; `bytes` stay the caller's to zero.
 * @throws BulkheadError `tampered-wrap` unless they are exactly what `encodeWrapPayload` writes.
 */
export function decodeWrapPayload(bytes: Uint8Array): WrapPayload {
  const [first, colour, high, low] = [bytes[0], bytes[33], bytes[34], bytes[35]]
  if (bytes.length !== sizeBytes || colour === undefined || high === undefined || low === undefined)
    throw damaged()
  const end = headBytes + high * 256 + low
  const name = bytes.subarray(headBytes, end)
  const zeros = bytes.subarray(end)
  if (first !== version || !isColour(colour) || end === headBytes || end > sizeBytes) throw damaged()
  if (!isName(name) || zeros.some((byte) => byte !== 0)) throw damaged()
  return { key: secretCopy(bytes.subarray(1, 33)), name: secretCopy(name), colour }
}

/**
 * Reads one payload, or two one after the other: the second has the key that the file gets next.
 * @throws BulkheadError `tampered-wrap`
 */
export function decodeWrapPayloads(bytes: Uint8Array): [WrapPayload, WrapPayload | null] {
  if (bytes.length === sizeBytes) return [decodeWrapPayload(bytes), null]
  return [decodeWrapPayload(bytes.subarray(0, sizeBytes)), decodeWrapPayload(bytes.subarray(sizeBytes))]
}

/** Zeroes what a payload holds. */
export function wipeWrapPayload({ key, name }: WrapPayload): void {
  key.fill(0)
  name.fill(0)
}

function isColour(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 7
}

/** No zero byte, or the zeros behind the name could pass for more of it. */
function isName(name: Uint8Array): boolean {
  return isUtf8(name) && !name.includes(0)
}

function damaged(): BulkheadError {
  return new BulkheadError(
    'tampered-wrap',
    'The sealed key of a workspace is damaged or from a newer version of Bulkhead.',
  )
}
