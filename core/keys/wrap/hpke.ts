import type { webcrypto } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { BulkheadError } from '../../errors.ts'
import { secretCopy } from '../secret-bytes.ts'
import { importKeyPair, importPublicKey } from '../x25519.ts'

const version = 1
const encBytes = 32
const tagBytes = 16

/** RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** A secret that both sides hold besides the keys (PSK mode). `key` has at least 32 bytes. */
export interface PreSharedKey {
  id: Uint8Array
  key: Uint8Array
}

interface Purpose {
  /** What the message is for: a constant of the format. */
  info: Uint8Array
  /** What the message is bound to. */
  aad: Uint8Array
}

/**
 * Seals one message to a raw public key, in PSK mode or, with the sender's private key, in Auth mode:
 *
 *     version (1) | encapsulated key (32) | ciphertext | tag (16)
 *
 * The plaintext stays the caller's to zero.
 * @throws BulkheadError `internal` if a key is impossible: of the wrong length, or a point of small order.
 */
export async function hpkeSeal(
  message: Purpose & { recipientPublicKey: Uint8Array; plaintext: Uint8Array } & (
      { psk: PreSharedKey } | { senderPrivateKey: Uint8Array }
    ),
): Promise<Uint8Array<ArrayBuffer>> {
  const plaintext = secretCopy(message.plaintext)
  const psk = 'psk' in message ? ownPsk(message.psk) : undefined
  try {
    const { enc, ct } = await suite.seal(
      {
        recipientPublicKey: await importPublicKey(message.recipientPublicKey),
        info: secretCopy(message.info).buffer,
        ...(psk === undefined ? {} : { psk }),
        ...('psk' in message ? {} : { senderKey: await importKeyPair(message.senderPrivateKey) }),
      },
      plaintext.buffer,
      secretCopy(message.aad).buffer,
    )
    return secretCopy(Uint8Array.of(version), new Uint8Array(enc), new Uint8Array(ct))
  } catch {
    throw new BulkheadError(
      'internal',
      'Something could not be sealed, because a public key is not a possible one.',
    )
  } finally {
    plaintext.fill(0)
    if (psk !== undefined) new Uint8Array(psk.key).fill(0)
  }
}

/**
 * Opens what `hpkeSeal` made, with the same purpose. The plaintext is the caller's to zero.
 * @returns null if the message is not whole, or of an unknown version, or anything at all does not match.
 */
export async function hpkeOpen(
  message: Purpose & { recipientKey: webcrypto.CryptoKeyPair; sealed: Uint8Array } & (
      { psk: PreSharedKey } | { senderPublicKey: Uint8Array }
    ),
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { sealed } = message
  if (sealed.length < 1 + encBytes + tagBytes || sealed[0] !== version) return null
  const psk = 'psk' in message ? ownPsk(message.psk) : undefined
  try {
    const plaintext = await suite.open(
      {
        recipientKey: message.recipientKey,
        enc: secretCopy(sealed.subarray(1, 1 + encBytes)).buffer,
        info: secretCopy(message.info).buffer,
        ...(psk === undefined ? {} : { psk }),
        ...('psk' in message ? {} : { senderPublicKey: await importPublicKey(message.senderPublicKey) }),
      },
      secretCopy(sealed.subarray(1 + encBytes)).buffer,
      secretCopy(message.aad).buffer,
    )
    return new Uint8Array(plaintext)
  } catch {
    // The library names the step that failed; to the outside all failures are the same one.
    return null
  } finally {
    if (psk !== undefined) new Uint8Array(psk.key).fill(0)
  }
}

/** Exact buffers, which the library uses as they are; of a view it would make a copy that nobody zeroes. */
function ownPsk(psk: PreSharedKey): { id: ArrayBuffer; key: ArrayBuffer } {
  return { id: secretCopy(psk.id).buffer, key: secretCopy(psk.key).buffer }
}
