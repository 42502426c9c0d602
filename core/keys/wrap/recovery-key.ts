import { createHash } from 'node:crypto'
import { base32crockford } from '@scure/base'
import { BulkheadError } from '../../errors.ts'
import { randomSecret, secretCopy } from '../secret-bytes.ts'

const keyBytes = 32
const checksumBytes = 3
const groupLetters = 4

/** A new recovery key: 32 random bytes, shown once as text and zeroed. */
export function newRecoveryKey(): Uint8Array {
  return randomSecret(keyBytes)
}

/**
 * The recovery key for a sheet of paper: key and a 24-bit checksum in Crockford's base 32, 14 groups of 4 letters
 * and digits. This is the one place where a key becomes text, because a person has to write it down.
 */
export function formatRecoveryKey(key: Uint8Array): string {
  if (key.length !== keyBytes)
    throw new BulkheadError('internal', 'A recovery key of the wrong length was given.')
  const bytes = secretCopy(key, checksumOf(key))
  const text = base32crockford.encode(bytes)
  bytes.fill(0)
  return (text.match(new RegExp(`.{${groupLetters}}`, 'g')) ?? []).join('-')
}

/**
 * Reads a recovery key as a person types it: any case, spaces or dashes anywhere or nowhere, O for 0, I or L for 1.
 * @throws BulkheadError `wrong-recovery-key` if a character is wrong, missing or too many.
 */
export function parseRecoveryKey(text: string): Uint8Array {
  const bytes = decode(text.replace(/[\s\p{Pd}]/gu, ''))
  const key = secretCopy(bytes.subarray(0, keyBytes))
  const checksum = checksumOf(key)
  const whole = bytes.length === keyBytes + checksumBytes
  const matches = whole && checksum.every((byte, index) => byte === bytes[keyBytes + index])
  bytes.fill(0)
  if (!matches) throw mistyped()
  return key
}

/** The same text in bytes, which a page can zero. Zeroes the key. */
export function printRecoveryKey(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const printed = new Uint8Array(Buffer.from(formatRecoveryKey(key), 'utf8'))
  key.fill(0)
  return printed
}

/** Reads what was typed, as `parseRecoveryKey` does, and zeroes it. */
export function readRecoveryKey(typed: Uint8Array): Uint8Array {
  try {
    return parseRecoveryKey(new TextDecoder().decode(typed))
  } finally {
    typed.fill(0)
  }
}

function decode(letters: string): Uint8Array {
  try {
    return base32crockford.decode(letters)
  } catch {
    throw mistyped()
  }
}

function checksumOf(key: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update('bulkhead recovery key 1')
    .update(key)
    .digest()
    .subarray(0, checksumBytes)
}

function mistyped(): BulkheadError {
  return new BulkheadError(
    'wrong-recovery-key',
    'The recovery key has a typing error; compare it with your recovery sheet, group by group.',
  )
}
