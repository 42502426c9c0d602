import { createDecipheriv, diffieHellman, hkdfSync, webcrypto } from 'node:crypto'
import { createPublicKey, createPrivateKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { importKeyPair, importPublicKey, publicKeyOf } from '../../core/keys/x25519.ts'
import { bytesOf, hasWycheproof, vectors, type Vector } from './wycheproof.ts'

/** The runtime's primitives that the keys stand on, against the vectors that break implementations. */
describe.skipIf(!hasWycheproof)('Wycheproof', () => {
  test('AES-256-GCM with the nonce and tag we use', () => {
    const fitting = vectors('aes_gcm').filter(
      ({ keySize, ivSize, tagSize }) => keySize === 256 && ivSize === 96 && tagSize === 128,
    )
    expect(fitting.length).toBeGreaterThan(50)
    for (const vector of fitting) {
      expect([vector.tcId, decrypts(vector)]).toEqual([vector.tcId, vector.result === 'valid'])
    }
  })

  test('HKDF-SHA256', () => {
    const all = vectors('hkdf_sha256')
    expect(all.length).toBeGreaterThan(80)
    for (const { tcId, ikm, salt, info, size, okm, result } of all) {
      const compute = () =>
        Buffer.from(hkdfSync('sha256', bytesOf(ikm), bytesOf(salt), bytesOf(info), Number(size)))
      if (result === 'valid') expect([tcId, compute()]).toEqual([tcId, bytesOf(okm)])
      else expect(compute, `vector ${tcId}`).toThrow()
    }
  })

  test('X25519 by both interfaces, refusing a shared secret of zeros', async () => {
    const all = vectors('x25519')
    expect(all.length).toBeGreaterThan(500)
    for (const vector of all) {
      const expected = /^0+$/.test(String(vector['shared'])) ? null : vector['shared']
      expect([vector.tcId, secretOf(vector)]).toEqual([vector.tcId, expected])
      expect([vector.tcId, await webSecretOf(vector)]).toEqual([vector.tcId, expected])
    }
  })
})

function decrypts({ key, iv, aad, msg, ct, tag }: Vector): boolean {
  const decipher = createDecipheriv('aes-256-gcm', bytesOf(key), bytesOf(iv), { authTagLength: 16 })
  decipher.setAAD(bytesOf(aad)).setAuthTag(bytesOf(tag))
  const plaintext = decipher.update(bytesOf(ct))
  try {
    decipher.final()
    return plaintext.equals(bytesOf(msg))
  } catch {
    return false
  }
}

function secretOf(vector: Vector): string | null {
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), bytesOf(vector['private'])]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), bytesOf(vector['public'])]),
    format: 'der',
    type: 'spki',
  })
  try {
    return diffieHellman({ privateKey, publicKey }).toString('hex')
  } catch {
    return null
  }
}

async function webSecretOf(vector: Vector): Promise<string | null> {
  const { privateKey } = await importKeyPair(bytesOf(vector['private']))
  const publicKey = await importPublicKey(bytesOf(vector['public']))
  try {
    const bits = await webcrypto.subtle.deriveBits({ name: 'X25519', public: publicKey }, privateKey, 256)
    return Buffer.from(bits).toString('hex')
  } catch {
    return null
  }
}

test('RFC 7748: the public key of a private key', () => {
  const alice = Buffer.from('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a', 'hex')
  expect(Buffer.from(publicKeyOf(alice)).toString('hex')).toBe(
    '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
  )
})
