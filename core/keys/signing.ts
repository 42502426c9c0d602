import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { randomSecret, secretCopy } from './secret-bytes.ts'

/** What stands before the 32 raw bytes of an Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const pkcs8Header = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32])
const spkiHeader = Uint8Array.from([48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0])

/** Signs with one Ed25519 key (RFC 8032). */
export interface Signer {
  /** 32 bytes. */
  publicKey: Uint8Array
  /** A signature of 64 bytes over the whole message. */
  sign(message: Uint8Array): Uint8Array
}

/** A new private key: a seed of 32 bytes, random and derived from nothing else. */
export function newSigningSeed(): Uint8Array {
  return randomSecret(32)
}

/** The signer of a seed, which the caller may zero at once. */
export function signerFrom(seed: Uint8Array): Signer {
  const der = secretCopy(pkcs8Header, seed)
  const key = createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' })
  der.fill(0)
  return {
    publicKey: new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}

/** Whether the signature is the key's over the message. Wrong lengths and impossible keys are false, never errors. */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    const der = Buffer.concat([spkiHeader, publicKey])
    return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
  } catch {
    return false
  }
}
