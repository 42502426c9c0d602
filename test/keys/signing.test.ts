import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newSigningSeed, signerFrom, verifySignature } from '../../core/keys/signing.ts'
import { cuts, flips } from './damage.ts'
import { bytesOf, hasWycheproof, vectors } from './wycheproof.ts'

test.skipIf(!hasWycheproof)('Wycheproof: Ed25519 signatures are accepted and refused as they must be', () => {
  const all = vectors('ed25519')
  expect(all.length).toBeGreaterThan(140)
  for (const { tcId, publicKey, msg, sig, result } of all) {
    const key = bytesOf((publicKey as { pk: unknown }).pk)
    expect([tcId, verifySignature(key, bytesOf(msg), bytesOf(sig))]).toEqual([tcId, result === 'valid'])
  }
})

test('RFC 8032: key and signature of test 3', () => {
  const signer = signerFrom(bytesOf('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7'))
  expect(Buffer.from(signer.publicKey).toString('hex')).toBe(
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
  )
  expect(Buffer.from(signer.sign(Uint8Array.of(0xaf, 0x82))).toString('hex')).toBe(
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  )
})

describe('A2: a signature', () => {
  const seed = newSigningSeed()
  const signer = signerFrom(seed)

  test('verifies over any message, also after the seed is zeroed', () => {
    const other = signerFrom(newSigningSeed())
    seed.fill(0)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        const signature = signer.sign(message)
        expect(signature).toHaveLength(64)
        expect(verifySignature(signer.publicKey, message, signature)).toBe(true)
        expect(verifySignature(other.publicKey, message, signature)).toBe(false)
      }),
    )
  })

  test('is refused when changed at any byte, cut, or put to another message or key', () => {
    const message = Uint8Array.of(1, 2, 3)
    const signature = signer.sign(message)
    for (const bad of [...flips(signature), ...cuts(signature)]) {
      expect(verifySignature(signer.publicKey, message, bad)).toBe(false)
    }
    for (const bad of [...flips(message), ...cuts(message)]) {
      expect(verifySignature(signer.publicKey, bad, signature)).toBe(false)
    }
    for (const bad of [...flips(signer.publicKey), ...cuts(signer.publicKey)]) {
      expect(verifySignature(bad, message, signature)).toBe(false)
    }
  })
})
