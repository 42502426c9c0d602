import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { BulkheadError } from '../errors.ts'
import { secretBytes, secretCopy } from './secret-bytes.ts'

const version = 1
const nonceBytes = 12
const tagBytes = 16

/** How many bytes sealing adds. */
export const sealOverheadBytes = 1 + nonceBytes + tagBytes

/**
 * Seals bytes under a 32-byte key with AES-256-GCM (NIST SP 800-38D) and a random nonce:
 *
 *     version (1) | nonce (12) | ciphertext | tag (16)
 *
 * `aad` is authenticated, not stored; so is the version. One key must not seal more than 2^32 values.
 */
export function seal(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array<ArrayBuffer> {
  const sealed = secretBytes(plaintext.length + sealOverheadBytes)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.concat([Uint8Array.of(version), aad]))
  sealed[0] = version
  sealed.set(nonce, 1)
  sealed.set(cipher.update(plaintext), 1 + nonceBytes)
  cipher.final()
  sealed.set(cipher.getAuthTag(), sealed.length - tagBytes)
  return sealed
}

/**
 * Opens what `seal` made, with the same key and `aad`.
 * @throws BulkheadError `tampered-wrap` if it is not whole, of an unknown version, or does not authenticate.
 */
export function unseal(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array<ArrayBuffer> {
  if (sealed.length < sealOverheadBytes || sealed[0] !== version) throw notOurs()
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.concat([Uint8Array.of(version), aad]))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const plaintext = decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes))
  try {
    decipher.final()
    return secretCopy(plaintext)
  } catch {
    throw notOurs()
  } finally {
    plaintext.fill(0)
  }
}

function notOurs(): BulkheadError {
  return new BulkheadError(
    'tampered-wrap',
    'A sealed key was changed or belongs to something else; put back the last good copy of the firm’s folder.',
  )
}
