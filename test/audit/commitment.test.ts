import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../core/audit/canonical-json.ts'
import { commit, opens } from '../../core/audit/commitment.ts'

const log = '0123456789abcdef0123456789abcdef'
const placed = { log, sequence: 7, field: 'title', value: 'Lease, second draft' }

const anyValue = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }))
const anyPlace = fc.record({
  log: fc.stringMatching(/^[0-9a-f]{32}$/),
  sequence: fc.maxSafeNat(),
  field: fc.string({ minLength: 1 }),
  value: anyValue,
})

test('is SHA-256 of the text that the format says', () => {
  const salt = new Uint8Array(32).fill(0xab)
  const value = { name: 'Bérénice', pages: [1, 2] }
  const text =
    `["bulkhead/commitment/v1","${log}",7,"title","${'ab'.repeat(32)}",` +
    `{"name":"Bérénice","pages":[1,2]}]`
  const commitment = createHash('sha256').update(text, 'utf8').digest('hex')
  expect(opens({ ...placed, value, salt, commitment })).toBe(true)
})

test('an opening opens its own commitment and no other', () => {
  fc.assert(
    fc.property(anyPlace, anyPlace, (one, other) => {
      const { commitment, salt } = commit(one)
      expect(commitment).toMatch(/^[0-9a-f]{64}$/)
      expect(salt).toHaveLength(32)
      const opening = { ...one, salt, commitment }
      expect(opens(opening)).toBe(true)
      expect(opens({ ...opening, log: other.log })).toBe(other.log === one.log)
      expect(opens({ ...opening, sequence: other.sequence })).toBe(other.sequence === one.sequence)
      expect(opens({ ...opening, field: other.field })).toBe(other.field === one.field)
      const sameValue = canonicalJson(other.value) === canonicalJson(one.value)
      expect(opens({ ...opening, value: other.value })).toBe(sameValue)
      expect(opens({ ...opening, ...commit(one), salt })).toBe(false)
    }),
    { numRuns: 500 },
  )
})

describe('A3: a redacted value cannot be guessed', () => {
  test('the same value in the same place never has the same commitment twice', () => {
    const commitments = Array.from({ length: 1_000 }, () => commit(placed).commitment)
    expect(new Set(commitments).size).toBe(1_000)
  })

  test('a dictionary that holds the value finds it with the salt, and not without', () => {
    const dictionary = Array.from({ length: 200 }, (_, index) => `Lease, draft ${index}`).concat(placed.value)
    const { commitment, salt } = commit(placed)
    const found = (guess: Uint8Array) =>
      dictionary.filter((value) => opens({ ...placed, value, salt: guess, commitment }))
    expect(found(salt)).toEqual([placed.value])
    const guesses = [
      new Uint8Array(32),
      new Uint8Array(0),
      Buffer.from(commitment, 'hex'),
      commit(placed).salt,
    ]
    for (const guess of guesses) expect(found(guess)).toEqual([])
    const unsalted = dictionary.flatMap((value) =>
      [value, canonicalJson(value), canonicalJson([log, 7, 'title', value])].map((text) =>
        createHash('sha256').update(text).digest('hex'),
      ),
    )
    expect(unsalted).not.toContain(commitment)
  })
})

test('anything malformed opens nothing, and cannot be committed to', () => {
  const { commitment, salt } = commit(placed)
  const opening = { ...placed, salt, commitment }
  expect(opens({ ...opening, commitment: commitment.toUpperCase() })).toBe(
    commitment === commitment.toUpperCase(),
  )
  expect(opens({ ...opening, commitment: commitment.slice(1) })).toBe(false)
  expect(opens({ ...opening, commitment: '' })).toBe(false)
  const shortSalt = salt.subarray(1)
  const text = canonicalJson([
    'bulkhead/commitment/v1',
    log,
    7,
    'title',
    Buffer.from(shortSalt).toString('hex'),
    placed.value,
  ])
  const shortSalted = createHash('sha256').update(text).digest('hex')
  expect(opens({ ...opening, salt: shortSalt, commitment: shortSalted })).toBe(false)
  const wrong = [
    { value: '\ud800' },
    { value: undefined },
    { log: 'A'.repeat(32) },
    { sequence: -1 },
    { field: '' },
  ]
  for (const one of wrong) {
    expect(opens({ ...opening, ...one })).toBe(false)
    expect(() => commit({ ...placed, ...one })).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  }
})
