import { createPublicKey, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { describe, expect, test } from 'vitest'
import { forgeries } from '../../verifier/forged/forgeries.ts'
import { verifyEd25519 } from '../../verifier/log/ed25519.ts'
import { bytesOf, hasWycheproof, vectors } from '../keys/wycheproof.ts'

/** Of RFC 8410. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** What Node's own crypto says. */
function nodeVerifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const der = Buffer.concat([spkiPrefix, key])
    return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
  } catch {
    return false
  }
}

describe.skipIf(!hasWycheproof)('Ed25519, docs/audit-bundle.md, section 5: Wycheproof', () => {
  const cases = hasWycheproof
    ? vectors('ed25519').map(({ publicKey, msg, sig, result, tcId, comment }) => ({
        tcId,
        comment: String(comment),
        key: bytesOf((publicKey as { pk: string }).pk),
        message: bytesOf(msg),
        signature: bytesOf(sig),
        valid: result === 'valid',
      }))
    : []

  test('there are vectors', () => expect(cases.length).toBeGreaterThan(100))

  test('each is judged as it should be, and by Node alike', () => {
    for (const { tcId, comment, key, message, signature, valid } of cases) {
      expect(verifyEd25519(key, message, signature), `${tcId} ${comment}`).toBe(valid)
      expect(nodeVerifies(key, message, signature), `Node: ${tcId} ${comment}`).toBe(valid)
    }
  })
})

describe('Ed25519, where verifiers elsewhere disagree', () => {
  const message = new TextEncoder().encode('message')
  const neutral = Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 1 : 0))
  const zeroS = new Uint8Array(32)

  test('a key of small order signs nothing, though the equation holds for every message', () => {
    expect(ed25519.verify(Uint8Array.of(...neutral, ...zeroS), message, neutral, { zip215: true })).toBe(true)
    const signature = Uint8Array.of(...neutral, ...zeroS)
    expect(verifyEd25519(neutral, message, signature)).toBe(false)
    expect(nodeVerifies(neutral, message, signature)).toBe(false)
  })

  test('what holds only when multiplied by the cofactor is refused, which the library alone would take', () => {
    const { Point } = ed25519
    const torsion = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
    const seed = new Uint8Array(32).fill(3)
    const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(seed)
    const encodedR = Point.BASE.multiply(5n).add(torsion).toBytes()
    const digest = ed25519Challenge(encodedR, pointBytes, message)
    const s = Point.Fn.toBytes(Point.Fn.create(5n + digest * scalar))
    const signature = Uint8Array.of(...encodedR, ...s)
    expect(ed25519.verify(signature, message, pointBytes, { zip215: false })).toBe(true)
    expect(verifyEd25519(pointBytes, message, signature)).toBe(false)
    expect(nodeVerifies(pointBytes, message, signature)).toBe(false)
  })

  test('each of these has a forged bundle', () => {
    const names = forgeries.map(({ name }) => name).filter((name) => name.startsWith('Ed25519'))
    expect(names).toHaveLength(6)
  })

  test('wrong lengths are false, never errors', () => {
    const { secretKey, publicKey } = ed25519.keygen(new Uint8Array(32).fill(4))
    const signature = ed25519.sign(message, secretKey)
    expect(verifyEd25519(publicKey, message, signature)).toBe(true)
    expect(verifyEd25519(publicKey.subarray(1), message, signature)).toBe(false)
    expect(verifyEd25519(publicKey, message, signature.subarray(1))).toBe(false)
    expect(verifyEd25519(publicKey, message, Uint8Array.of(...signature, 0))).toBe(false)
  })
})

function ed25519Challenge(encodedR: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  // The library gives no access to it, and signs with a nonce of its own: SHA-512 as RFC 8032 has it.
  const digest = sha512(Uint8Array.of(...encodedR, ...key, ...message))
  return digest.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n) % ed25519.Point.Fn.ORDER
}
