import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldName } from '../../verifier/bundle/entry.ts'
import { type EntryHead, EntryReader, readWholeEntry } from '../../verifier/bundle/read-entry.ts'
import { OpeningReader } from '../../verifier/bundle/read-opening.ts'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { inventedLog, testSigner } from '../../verifier/forged/raw-log.ts'
import { canonicalJson, parseCanonical } from '../../verifier/json/canonical-json.ts'
import { decodeAscii, decodeUtf8 } from '../../verifier/json/decode-utf8.ts'
import { areHexDigits, areLiteral, areLiteralAscii, bytesIn } from '../../verifier/json/bytes.ts'
import { isPlainJson } from '../../verifier/json/plain-json.ts'
import { Words } from '../../verifier/json/words.ts'

const log = inventedLog('one', 61, testSigner(1))
const entries = log.leaves.map(bytesOf)
const openings = log.openings.map(bytesOf)

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** A few bytes put over, into or in the place of others. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  out: fc.integer({ min: 0, max: 3 }),
  put: fc.oneof(
    fc.constantFrom(
      ...Array.from('{}[]":,\\ 0919-+.eEtfnuz\n\u007f'),
      'é',
      '😀',
      '\\u',
      '\\n',
      '\\/',
      '-0',
      ',"z":1',
      '{}',
    ),
    fc.constantFrom('"a":1,', '"a":1,"a":1', '9007199254740993', '999999999999999', '1e5', 'null', ''),
  ),
})

/** The line between two others, as it stands among many. */
function changed(line: Uint8Array, changes: readonly { at: number; out: number; put: string }[]) {
  const whole = changes.reduce((bytes, { at, out, put }) => {
    const place = Math.round(at * bytes.length)
    return Buffer.concat([bytes.subarray(0, place), bytesOf(put), bytes.subarray(place + out)])
  }, Buffer.from(line))
  const before = bytesOf(`{"x":"${'x'.repeat(64)}"}\n`)
  const bytes = Buffer.concat([before, whole, bytesOf('\n{"y":1}')])
  const start = before.length
  return { bytes, start, end: start + whole.length, wellFormed: decodeUtf8(whole) !== null }
}

const someLine = (lines: readonly Uint8Array[]) =>
  fc.tuple(fc.constantFrom(...lines), fc.array(change, { maxLength: 2 }))

test('A6: four bytes at once are told to be what each of them is', () => {
  // Those on which something turns, and their neighbours.
  const telling = [
    0x00, 0x1f, 0x20, 0x22, 0x2f, 0x30, 0x39, 0x3a, 0x5c, 0x60, 0x61, 0x66, 0x67, 0x7f, 0x80, 0xff,
  ]
  const byte = fc.oneof(
    fc.constantFrom(...telling.flatMap((one) => [one - 1, one, one + 1]).map((one) => one & 0xff)),
    fc.integer({ min: 0, max: 255 }),
  )
  const isLiteral = (one: number) => one >= 0x20 && one !== 0x22 && one !== 0x5c
  fc.assert(
    fc.property(fc.array(byte, { minLength: 4, maxLength: 4 }), (four) => {
      const bytes = bytesIn(Uint8Array.from(four))
      expect(areLiteral(bytes, 0)).toBe(four.every(isLiteral))
      expect(areLiteralAscii(bytes, 0)).toBe(four.every((one) => isLiteral(one) && one < 0x80))
      expect(areHexDigits(bytes, 0)).toBe(/^[0-9a-f]{4}$/.test(String.fromCharCode(...four)))
    }),
    { numRuns: 50_000 },
  )
})

test('A6: what is plain is canonical, whatever is changed in a line', () => {
  fc.assert(
    fc.property(someLine([...entries, ...openings]), ([line, changes]) => {
      const { bytes, start, end, wellFormed } = changed(line, changes)
      fc.pre(wellFormed && isPlainJson(bytesIn(bytes), start, end))
      expect(parseCanonical(decodeUtf8(bytes.subarray(start, end)) ?? '')).toBeDefined()
    }),
    { numRuns: 3_000, maxSkipsPerRun: 1_000 },
  )
})

test('A6: what is plain is canonical, whatever the value', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4, stringUnit: 'binary' }), (text) => {
      const bytes = bytesOf(text)
      if (isPlainJson(bytesIn(bytes), 0, bytes.length)) expect(parseCanonical(text)).toBeDefined()
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  '9007199254740992',
  '-0',
  '01',
  '-',
  '1.0',
  '1e2',
  '"\\u0041"',
  '"\\ud800"',
  '"\\/"',
  '"\n"',
  '"a',
  '{"a":1,"a":1}',
  '{"b":1,"a":1}',
  '{"aa":1,"a":1}',
  '{"a":1,}',
  '{"a"}',
  '[1,]',
  '[1',
  'nul',
  'null ',
  ' 1',
  '',
  '['.repeat(65) + ']'.repeat(65),
  '{"é":1}',
])('%s is not plain', (text) =>
  expect(isPlainJson(bytesIn(bytesOf(text)), 0, bytesOf(text).length)).toBe(false),
)

test('the lines that the app writes are plain', () => {
  for (const line of [...entries, ...openings]) expect(isPlainJson(bytesIn(line), 0, line.length)).toBe(true)
  for (const text of ['-12', '"é😀\\n\\""', '[[],{}]', '{"a":true,"b":[1]}', '['.repeat(64) + ']'.repeat(64)])
    expect(isPlainJson(bytesIn(bytesOf(text)), 0, bytesOf(text).length), text).toBe(true)
})

function headOf({ seq, type, fields, commitments }: EntryHead): EntryHead {
  return { seq, type, fields, commitments }
}

test('A6: an entry is read the short way as it is read the long way', () => {
  const reader = new EntryReader(new Words(fieldName))
  fc.assert(
    fc.property(someLine(entries), ([line, changes]) => {
      const { bytes, start, end, wellFormed } = changed(line, changes)
      const entry = readWholeEntry(bytes, start, end)
      const head = reader.read(bytes, start, end, wellFormed ? decodeAscii(bytes) : null)
      expect(head && headOf(head)).toStrictEqual(entry && headOf(entry))
    }),
    { numRuns: 5_000 },
  )
})

test('A6: an opening is read the short way as it is read the long way', () => {
  const reader = new OpeningReader(log.id, new Words(fieldName), nodeEngine, true)
  const large = bytesOf(
    canonicalJson({ field: 'text', salt: 'ab'.repeat(32), seq: 7, value: '“x” '.repeat(9_000) }),
  )
  fc.assert(
    fc.property(someLine([...openings, large]), ([line, changes]) => {
      const { bytes, start, end, wellFormed } = changed(line, changes)
      // The short way writes over the line.
      const theLongWay = structuredClone(reader.read(bytes, start, end, false))
      expect(reader.read(bytes, start, end, wellFormed)).toStrictEqual(theLongWay)
    }),
    { numRuns: 5_000 },
  )
})
