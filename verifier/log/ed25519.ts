import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'

const { Point } = ed25519
const order = Point.Fn.ORDER

/**
 * Whether this is the key's signature of the message, by RFC 8032, section 5.1.7, with the choices of
 * docs/audit-bundle.md, section 5: S below the order, canonical encodings of A and R, no A of small order, and the
 * equation without the cofactor. The library's own `verify` multiplies by it, so the equation stands here.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const encodedR = signature.subarray(0, 32)
  const s = littleEndian(signature.subarray(32))
  if (s >= order) return false
  const [a, r] = [point(publicKey), point(encodedR)]
  if (!a || !r || a.isSmallOrder()) return false
  const k = littleEndian(sha512(Uint8Array.of(...encodedR, ...publicKey, ...message))) % order
  return Point.BASE.multiplyUnsafe(s).equals(r.add(a.multiplyUnsafe(k)))
}

function point(encoded: Uint8Array): InstanceType<typeof Point> | null {
  try {
    return Point.fromBytes(encoded, false)
  } catch {
    return null
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n)
}
