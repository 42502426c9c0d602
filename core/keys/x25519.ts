import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto'
import { BulkheadError } from '../errors.ts'
import { secretCopy } from './secret-bytes.ts'

/** Everything before the 32 raw bytes in the PKCS #8 form of an X25519 private key (RFC 8410). */
const pkcs8Header = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32])

/** The public key (32 bytes, RFC 7748) that belongs to a private key (32 bytes). */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const der = privateDer(privateKey)
  try {
    const publicDer = createPublicKey(
      createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' }),
    )
    return new Uint8Array(publicDer.export({ format: 'der', type: 'spki' }).subarray(-32))
  } finally {
    der.fill(0)
  }
}

/**
 * Key pair for Web Crypto from a raw private key. It cannot be exported, and it carries its public half, because
 * the HPKE library would otherwise export the private key as text to find it.
 */
export async function importKeyPair(privateKey: Uint8Array): Promise<webcrypto.CryptoKeyPair> {
  const der = privateDer(privateKey)
  try {
    return {
      privateKey: await webcrypto.subtle.importKey('pkcs8', der, 'X25519', false, ['deriveBits']),
      publicKey: await importPublicKey(publicKeyOf(privateKey)),
    }
  } finally {
    der.fill(0)
  }
}

/** A raw public key (32 bytes) for Web Crypto. */
export async function importPublicKey(publicKey: Uint8Array): Promise<webcrypto.CryptoKey> {
  return await webcrypto.subtle.importKey('raw', secretCopy(publicKey), 'X25519', true, [])
}

function privateDer(privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  if (privateKey.length === 32) return secretCopy(pkcs8Header, privateKey)
  throw new BulkheadError('internal', 'A private key of the wrong length was given.')
}
