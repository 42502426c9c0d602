import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { MemorySource } from '../../verifier/container/memory-source.ts'
import { Lines } from '../../verifier/json/lines.ts'

/** What is read at a time. */
const pieceBytes = 256 * 1024

/** The lines of bytes that lie between others, as they are while their batch is there. */
async function linesOf(bytes: Uint8Array) {
  const source = new MemorySource(Buffer.concat([Buffer.from('before\n'), bytes, Buffer.from('behind\n')]))
  const seen: Uint8Array[] = []
  const lines = new Lines(source, { offset: 7, bytes: bytes.length }, nodeEngine, (piece) =>
    seen.push(piece.slice()),
  )
  const found: string[] = []
  for (let batch = await lines.next(); batch; batch = await lines.next()) {
    const { bytes: read, starts, ends } = batch
    for (const [index, start] of starts.entries()) {
      expect(start).toBeGreaterThanOrEqual(64)
      found.push(Buffer.from(read.subarray(start, ends[index])).toString())
    }
    // Whoever takes a batch may write to it: what is not read yet is not among it.
    read.fill(0x0a, 0, (ends.at(-1) ?? 0) + 1)
  }
  expect(Buffer.concat(seen).equals(bytes)).toBe(true)
  return { found, broken: lines.broken }
}

test('A6: lines are the same wherever the pieces meet in which they are read', async () => {
  const length = fc.oneof(
    fc.integer({ min: 0, max: 500 }),
    fc.integer({ min: pieceBytes - 80, max: pieceBytes + 80 }),
    fc.integer({ min: 2 * pieceBytes, max: 3 * pieceBytes }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(length, { maxLength: 12 }), fc.boolean(), async (lengths, ends) => {
      const wanted = lengths.map((bytes, index) => String.fromCharCode(0x61 + index).repeat(bytes))
      const rest = ends ? '' : 'a rest'
      const { found, broken } = await linesOf(Buffer.from(wanted.map((line) => `${line}\n`).join('') + rest))
      expect(found).toStrictEqual(wanted)
      expect(broken).toBe(!ends)
    }),
    { numRuns: 60 },
  )
})
