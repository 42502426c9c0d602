import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson as coreCanonical, parseCanonicalJson } from '../../core/audit/canonical-json.ts'
import { canonicalJson, parseCanonical } from '../../verifier/json/canonical-json.ts'
import { decodeUtf8 } from '../../verifier/json/decode-utf8.ts'

const shared = new URL('../../../shared/data/', import.meta.url)
const jcs = new URL('vectors/jcs/testdata/', shared)
const suite = new URL('hostile/jsontestsuite/test_parsing/', shared)

/** What the app's own reader makes of a text: the two share no code and have to agree. */
function coreReads(text: string): boolean {
  try {
    parseCanonicalJson(text)
    return true
  } catch {
    return false
  }
}

describe.skipIf(!existsSync(jcs))('RFC 8785: the vectors of its author', () => {
  test.each(existsSync(jcs) ? readdirSync(new URL('output/', jcs)) : [])('%s', (name) => {
    const input = readFileSync(new URL(`input/${name}`, jcs), 'utf8')
    const output = readFileSync(new URL(`output/${name}`, jcs), 'utf8')
    const value = parseCanonical(output)
    // One of them has a number that no reader takes for exact.
    if (value === undefined) expect(coreReads(output)).toBe(false)
    else expect(canonicalJson(value)).toBe(output)
    if (input !== output) expect(parseCanonical(input)).toBeUndefined()
  })
})

describe.skipIf(!existsSync(suite))('JSONTestSuite', () => {
  test('nothing that is no JSON is read, and the app agrees about each', () => {
    let read = 0
    for (const name of readdirSync(suite)) {
      const text = decodeUtf8(readFileSync(join(fileURLToPath(suite), name)))
      const canonical = text !== null && parseCanonical(text) !== undefined
      if (name.startsWith('n_')) expect(canonical, name).toBe(false)
      if (text !== null) expect(coreReads(text), name).toBe(canonical)
      if (canonical) read += 1
    }
    expect(read).toBeGreaterThan(20)
  })
})

test('any value that the app can record is read back as it is', () => {
  const json = fc.jsonValue({ maxDepth: 6 }).filter((value) => {
    try {
      coreCanonical(value)
      return true
    } catch {
      return false
    }
  })
  fc.assert(
    fc.property(json, (value) => {
      const text = coreCanonical(value)
      expect(canonicalJson(parseCanonical(text))).toBe(text)
    }),
    { numRuns: 500 },
  )
})

test('keys that look like numbers stand in the order of their characters', () => {
  expect(parseCanonical('{"10":1,"9":2}')).toStrictEqual({ 10: 1, 9: 2 })
  expect(parseCanonical('{"9":2,"10":1}')).toBeUndefined()
})

test.each([
  '9007199254740992',
  '-9007199254740992',
  '1.0',
  '-0',
  '1e2',
  '1E400',
  '"\\ud800"',
  '"\\u0041"',
  '{"a":1,"a":1}',
  '{"b":1,"a":1}',
  ' 1',
  '1 ',
  '',
  '\ufeff1',
  '['.repeat(65) + ']'.repeat(65),
])('%s has no one reading', (text) => expect(parseCanonical(text)).toBeUndefined())

test.each([
  '9007199254740991',
  '1e+21',
  '0.1',
  '"\\u0001"',
  '"\\\\ud800"',
  '"😀"',
  '['.repeat(64) + ']'.repeat(64),
])('%s has', (text) => expect(parseCanonical(text)).toBeDefined())
