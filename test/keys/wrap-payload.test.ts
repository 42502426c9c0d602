import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import {
  decodeWrapPayload,
  encodeWrapPayload,
  maxNameBytes,
  wipeWrapPayload,
} from '../../core/keys/wrap/wrap-payload.ts'
import { cuts } from './damage.ts'
import { expectRefusal } from './refusal.ts'

const key = randomSecret(32)
const names = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
  .map((text) => new Uint8Array(Buffer.from(text)))
  .filter((name) => name.length <= maxNameBytes && !name.includes(0))

test('K1: a payload of any name has the same length, and reads back as it was', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 0, max: 7 }), (name, colour) => {
      const bytes = encodeWrapPayload({ key, name, colour })
      expect(bytes).toHaveLength(512)
      const payload = decodeWrapPayload(bytes)
      bytes.fill(0)
      expect([...payload.key]).toEqual([...key])
      expect([...payload.name]).toEqual([...name])
      expect(payload.colour).toBe(colour)
    }),
  )
})

test('names that cannot be kept, and colours there are not, are refused', async () => {
  const name = Buffer.from('a')
  expect(encodeWrapPayload({ key, name: Buffer.alloc(maxNameBytes, 'a'), colour: 0 })).toHaveLength(512)
  for (const bad of [
    Buffer.alloc(0),
    Buffer.alloc(maxNameBytes + 1, 'a'),
    Uint8Array.of(0xc3),
    Uint8Array.of(65, 0),
  ]) {
    await expectRefusal(() => encodeWrapPayload({ key, name: bad, colour: 0 }), 'bad-input')
  }
  for (const colour of [-1, 8, 1.5, Number.NaN]) {
    await expectRefusal(() => encodeWrapPayload({ key, name, colour }), 'bad-input')
  }
  await expectRefusal(() => encodeWrapPayload({ key: randomSecret(31), name, colour: 0 }), 'internal')
})

test('K2: bytes that the encoder would not have written are refused', async () => {
  const bytes = encodeWrapPayload({ key, name: Buffer.from('Łódź'), colour: 5 })
  for (const bad of cuts(bytes)) await expectRefusal(() => decodeWrapPayload(bad), 'tampered-wrap')
  // Version, colour, both bytes of the length, a letter that is no longer UTF-8, the zeros behind.
  for (const at of [0, 33, 34, 35, 36, 60, 511]) {
    const bad = Uint8Array.from(bytes)
    bad[at]! ^= 0xff
    await expectRefusal(() => decodeWrapPayload(bad), 'tampered-wrap')
  }
})

test('wiping leaves neither key nor name', () => {
  const payload = decodeWrapPayload(encodeWrapPayload({ key, name: Buffer.from('Anna'), colour: 1 }))
  wipeWrapPayload(payload)
  expect([...payload.key, ...payload.name].every((byte) => byte === 0)).toBe(true)
})
