import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, sealOverheadBytes, unseal } from '../../core/keys/seal.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { cuts, flips } from './damage.ts'
import { expectRefusal } from './refusal.ts'

test('what is sealed opens with the same key and purpose, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 60 }), (plaintext, aad) => {
      const key = randomSecret(32)
      const sealed = seal(key, plaintext, aad)
      expect(sealed).toHaveLength(plaintext.length + sealOverheadBytes)
      expect([...unseal(key, sealed, aad)]).toEqual([...plaintext])
      expect(seal(key, plaintext, aad)).not.toEqual(sealed)
    }),
  )
})

test('K2: another key, another purpose, a flipped bit at any byte, or any other length is refused', async () => {
  const [key, aad] = [randomSecret(32), Uint8Array.of(7, 7)]
  const sealed = seal(key, randomSecret(40), aad)
  for (const bad of [...flips(sealed), ...cuts(sealed)]) {
    await expectRefusal(() => unseal(key, bad, aad), 'tampered-wrap')
  }
  for (const bad of flips(key)) await expectRefusal(() => unseal(bad, sealed, aad), 'tampered-wrap')
  for (const bad of [...flips(aad), ...cuts(aad)])
    await expectRefusal(() => unseal(key, sealed, bad), 'tampered-wrap')
})
