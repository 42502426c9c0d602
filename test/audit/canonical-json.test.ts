import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalBytes, canonicalJson, parseCanonicalJson } from '../../core/audit/canonical-json.ts'

const vectors = new URL('../../../shared/data/vectors/jcs/testdata/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, vectors), 'utf8')

describe.skipIf(!existsSync(vectors))('the vectors of RFC 8785', () => {
  test('every input gives its output, as text and as bytes', () => {
    const names = readdirSync(new URL('input', vectors))
    expect(names).toHaveLength(6)
    for (const name of names) {
      const value: unknown = JSON.parse(read(`input/${name}`))
      const output = read(`output/${name}`)
      expect(canonicalJson(value), name).toBe(output)
      const outputHex = read(`outhex/${name.replace('.json', '.txt')}`).replaceAll(/\s/g, '')
      expect(Buffer.from(canonicalBytes(value)).toString('hex'), name).toBe(outputHex)
      expect(parseCanonicalJson(output), name).toEqual(value)
    }
  })

  // The numbers are generated as the vectors' README says, and it gives the hash of the list.
  test('10,000 numbers are written as ECMAScript writes them; inexact integers are refused', () => {
    const readme = read('README.md')
    const [, list = ''] = /staticU64s = new BigUint64Array\(\[([^\]]*)/.exec(readme) ?? []
    const values = [...list.matchAll(/0x[0-9a-f]{16}/g)].map(([literal]) => BigInt(literal))
    for (let step = 0n; step < 2_000n; step += 1n) values.push(0x0010000000000000n + step)
    let block = Buffer.alloc(32)
    while (values.length < 10_000) {
      block = createHash('sha256').update(block).digest()
      for (let at = 0; at < 32; at += 8) {
        const double = block.readDoubleLE(at)
        if (double !== 0 && Number.isFinite(double)) values.push(block.readBigUInt64LE(at))
      }
    }
    const hash = createHash('sha256')
    let refused = 0
    for (const value of values.slice(0, 10_000)) {
      const double = new Float64Array(BigUint64Array.of(value).buffer)[0]!
      let text = String(double)
      if (Number.isInteger(double) && !Number.isSafeInteger(double) && !text.includes('e')) {
        refused += 1
        expect(() => canonicalJson(double)).toThrow()
      } else text = canonicalJson(double)
      hash.update(`${value.toString(16)},${text}\n`)
    }
    expect(hash.digest('hex')).toBe('b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892')
    expect(refused).toBeGreaterThan(10)
  })
})

describe('what has no single reading is refused', () => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])
  const withExtra = Object.assign([1], { extra: 2 })
  const holeAndExtra = Object.assign(Array<number>(1), { extra: 2 })
  const refused: [string, unknown][] = [
    ['undefined', undefined],
    ['undefined in an object', { a: undefined }],
    ['undefined in an array', [undefined]],
    ['a hole in an array', Array(1)],
    ['a hole and an extra property', holeAndExtra],
    ['an array with an extra property', withExtra],
    ['a function', () => 1],
    ['a method', { a: () => 1 }],
    ['a symbol', Symbol('a')],
    ['a symbol as key', { [Symbol('a')]: 1 }],
    ['a bigint', 1n],
    ['NaN', Number.NaN],
    ['Infinity', [Number.NEGATIVE_INFINITY]],
    ['2^53', 2 ** 53],
    ['-2^53', { a: -(2 ** 53) }],
    ['the largest integer written without an exponent', 1e21 - 2 ** 17],
    ['a lone high surrogate', 'a\ud800'],
    ['a lone low surrogate in a key', { '\udc00': 1 }],
    ['a date', new Date(0)],
    ['bytes', Uint8Array.of(1)],
    ['a map', new Map()],
    ['a boxed string', Object('a')],
    ['a cycle', cycle],
    ['65 levels', deep(65)],
  ]
  test.each(refused)('%s', (_, value) => {
    expect(() => canonicalJson(value)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })

  test('what lies just inside is not', () => {
    expect(canonicalJson(2 ** 53 - 1)).toBe('9007199254740991')
    expect(canonicalJson(1e21)).toBe('1e+21')
    expect(canonicalJson(-0)).toBe('0')
    expect(canonicalJson('\ud83d\ude02')).toBe('"😂"')
    expect(canonicalJson(deep(64))).toBe('['.repeat(64) + '1' + ']'.repeat(64))
    expect(canonicalJson(Object.assign(Object.create(null), { b: 1, a: [] }))).toBe('{"a":[],"b":1}')
  })
})

describe('A2: a text is parsed only if it is the canonical one', () => {
  test.each([
    '',
    ' 1',
    '1\n',
    '\ufeff1',
    '{"a": 1}',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1,"a":2}',
    '"\\u0041"',
    '"\\/"',
    '"\\u000A"',
    '"\\ud800"',
    '1.0',
    '1e3',
    '-0',
    '1E21',
    '1e400',
    '9007199254740993',
    '[1,]',
    'undefined',
    '['.repeat(100_000) + ']'.repeat(100_000),
  ])('%j is refused', (text) => {
    expect(() => parseCanonicalJson(text)).toThrowError(expect.objectContaining({ code: 'log-damaged' }))
  })

  const anyValue = fc
    .jsonValue({ stringUnit: 'binary', maxDepth: 4 })
    .map(
      (value): unknown =>
        JSON.parse(
          JSON.stringify(value, (_, item: unknown) =>
            Number.isInteger(item) && !Number.isSafeInteger(item) ? 0 : item,
          ),
        ) as unknown,
    )

  test('a value survives the way there and back, whatever the order of its keys', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = canonicalJson(value)
        expect(parseCanonicalJson(text)).toEqual(value)
        expect(canonicalJson(turned(value))).toBe(text)
      }),
      { numRuns: 1_000, examples: [[JSON.parse('{"__proto__":{"a":1},"toJSON":2,"constructor":3}')]] },
    )
  })

  test('one more space anywhere is refused, or stands inside a string', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), (value, seed) => {
        const text = canonicalJson(value)
        const at = seed % (text.length + 1)
        const changed = `${text.slice(0, at)} ${text.slice(at)}`
        let parsed: unknown
        try {
          parsed = parseCanonicalJson(changed)
        } catch {
          return
        }
        expect(parsed).not.toEqual(value)
      }),
    )
  })
})

/** The same value with the keys of its objects in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, turned(item)] as const)
      .toReversed(),
  )
}
