import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRecoveryKey, newRecoveryKey, parseRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { expectRefusal } from './refusal.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('K3: a recovery key reads back from its sheet, however it is typed', () => {
  fc.assert(
    fc.property(keys, fc.array(fc.nat({ max: 5 }), { minLength: 56, maxLength: 56 }), (key, choices) => {
      const text = formatRecoveryKey(key)
      expect(text).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
      expect([...parseRecoveryKey(text)]).toEqual([...key])
      const typed = Array.from(text.replaceAll('-', ''))
        .map((letter, at) => mistype(letter, choices[at] ?? 0))
        .join('')
      expect([...parseRecoveryKey(typed)]).toEqual([...key])
    }),
  )
})

/** What people write for the same letter. */
function mistype(letter: string, choice: number): string {
  if (choice === 0) return letter.toLowerCase()
  if (choice === 1) return `${letter} `
  if (choice === 2) return `${letter}–`
  if (choice === 3 && letter === '0') return 'o'
  if (choice === 3 && letter === '1') return 'l'
  if (choice === 4 && letter === '1') return 'I'
  return letter
}

test('K3: one wrong letter, two exchanged ones, a missing or an extra one is called a typing error', async () => {
  const text = formatRecoveryKey(newRecoveryKey()).replaceAll('-', '')
  for (let at = 0; at < text.length; at++) {
    const [before, letter, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)]
    const other = alphabet[(alphabet.indexOf(letter) + 1 + at) % 32]!
    const bad = [before + after, `${before}${letter}${letter}${after}`]
    if (other !== letter) bad.push(before + other + after)
    if (after !== '' && after[0] !== letter) bad.push(before + after[0]! + letter + after.slice(1))
    for (const typed of bad) await expectRefusal(() => parseRecoveryKey(typed), 'wrong-recovery-key')
  }
  for (const typed of [
    '',
    '-',
    'hello',
    `${text}${text}`,
    text.replace(/^./, 'U'),
    text.replace(/^./, 'ß'),
  ]) {
    await expectRefusal(() => parseRecoveryKey(typed), 'wrong-recovery-key')
  }
})

test('recovery keys are random', () => {
  expect(newRecoveryKey()).toHaveLength(32)
  expect(newRecoveryKey()).not.toEqual(newRecoveryKey())
})
