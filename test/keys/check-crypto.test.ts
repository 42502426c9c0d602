import { expect, test } from 'vitest'
import { checkCrypto, knownAnswers } from '../../core/keys/check-crypto.ts'
import { expectRefusal } from './refusal.ts'

test('this runtime gives the published answers', () => {
  expect(() => checkCrypto()).not.toThrow()
  expect(Object.keys(knownAnswers)).toEqual(['AES-256-GCM', 'HKDF-SHA256', 'scrypt', 'Ed25519', 'X25519'])
})

test.each(Object.keys(knownAnswers))('%s: a wrong or missing one is refused by name', async (algorithm) => {
  const right = knownAnswers[algorithm]!
  const wrong = { ...right, answer: right.answer.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }
  const missing = {
    ...right,
    compute: () => {
      throw new Error('not supported')
    },
  }
  for (const bad of [wrong, missing]) {
    const check = () => checkCrypto({ ...knownAnswers, [algorithm]: bad })
    await expectRefusal(check, 'internal')
    expect(check).toThrow(`(${algorithm})`)
  }
})
