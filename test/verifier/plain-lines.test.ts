import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EntryHead, EntryReader, readWholeEntry } from '../../verifier/bundle/read-entry.ts'
import { OpeningReader } from '../../verifier/bundle/read-opening.ts'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { inventedLog, testSigner } from '../../verifier/forged/raw-log.ts'
import { canonicalJson, parseCanonical } from '../../verifier/json/canonical-json.ts'
import { decodeAscii, decodeUtf8 } from '../../verifier/json/decode-utf8.ts'
import { isPlainJson } from '../../verifier/json/plain-json.ts'

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

test('A6: what is plain is canonical, whatever is changed in a line', () => {
  fc.assert(
    fc.property(someLine([...entries, ...openings]), ([line, changes]) => {
      const { bytes, start, end, wellFormed } = changed(line, changes)
      fc.pre(wellFormed && isPlainJson(bytes, start, end))
      expect(parseCanonical(decodeUtf8(bytes.subarray(start, end)) ?? '')).toBeDefined()
    }),
    { numRuns: 3_000, maxSkipsPerRun: 1_000 },
  )
})

test('A6: what is plain is canonical, whatever the value', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4, stringUnit: 'binary' }), (text) => {
      const bytes = bytesOf(text)
      if (isPlainJson(bytes, 0, bytes.length)) expect(parseCanonical(text)).toBeDefined()
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
])('%s is not plain', (text) => expect(isPlainJson(bytesOf(text), 0, bytesOf(text).length)).toBe(false))

test('the lines that the app writes are plain', () => {
  for (const line of [...entries, ...openings]) expect(isPlainJson(line, 0, line.length)).toBe(true)
  for (const text of ['-12', '"é😀\\n\\""', '[[],{}]', '{"a":true,"b":[1]}', '['.repeat(64) + ']'.repeat(64)])
    expect(isPlainJson(bytesOf(text), 0, bytesOf(text).length), text).toBe(true)
})

function headOf({ seq, type, fields, commitments }: EntryHead): EntryHead {
  return { seq, type, fields, commitments }
}

test('A6: an entry is read the short way as it is read the long way', () => {
  const reader = new EntryReader()
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
  const reader = new OpeningReader(log.id, nodeEngine, true)
  const large = bytesOf(
    canonicalJson({ field: 'text', salt: 'ab'.repeat(32), seq: 7, value: '“x” '.repeat(9_000) }),
  )
  fc.assert(
    fc.property(someLine([...openings, large]), ([line, changes]) => {
      const { bytes, start, end, wellFormed } = changed(line, changes)
      // The short way writes over the line.
      const theLongWay = reader.read(bytes, start, end, false)
      expect(reader.read(bytes, start, end, wellFormed)).toStrictEqual(theLongWay)
    }),
    { numRuns: 5_000 },
  )
})
