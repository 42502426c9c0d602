import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  appendLeaf,
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
} from '../../core/audit/merkle.ts'
import { verifyConsistency, verifyInclusion } from '../../core/audit/verify-proof.ts'
import { MemoryNodes } from './plain-tree.ts'

const vectors = new URL('../../../shared/data/vectors/merkle-rfc6962/testdata/', import.meta.url)

const bytes = z.string().transform((text): Uint8Array => Buffer.from(text, 'base64'))
const proof = z
  .array(bytes)
  .nullable()
  .transform((hashes) => hashes ?? [])
// Some vectors hold 64-bit numbers. JSON.parse rounds them, and they are beyond any log either way.
const count = z.number()
const Verdict = z.object({ wantErr: z.boolean() })
const Inclusion = z.object({ leafIdx: count, treeSize: count, root: bytes, leafHash: bytes, proof })
const Consistency = z.object({ size1: count, size2: count, root1: bytes, root2: bytes, proof })
const SubtreeInclusion = z.object({
  leafIdx: count,
  start: count,
  end: count,
  root: bytes,
  leafHash: bytes,
  proof,
})
const SubtreeConsistency = z.object({
  start: count,
  end: count,
  size: count,
  root1: bytes,
  root2: bytes,
  proof,
})

function read(folder: string): { name: string; content: unknown; accepted: boolean }[] {
  return readdirSync(new URL(folder, vectors), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const content: unknown = JSON.parse(
        readFileSync(
          new URL(name.split('/').map(encodeURIComponent).join('/'), new URL(`${folder}/`, vectors)),
          'utf8',
        ),
      )
      return { name, content, accepted: !Verdict.parse(content).wantErr }
    })
}

/** A subtree starts at a multiple of the next power of two from its width on; then it is a tree of its own. */
function isSubtree(start: number, end: number): boolean {
  let width = 1
  while (width < end - start) width *= 2
  return start <= end && start % width === 0
}

describe.skipIf(!existsSync(vectors))('A2: the published vectors get the verdict they ask for', () => {
  test('inclusion', () => {
    const cases = read('inclusion')
    expect(cases).toHaveLength(98)
    for (const { name, content, accepted } of cases) {
      const { leafIdx: index, treeSize: size, ...rest } = Inclusion.parse(content)
      expect(verifyInclusion({ index, size, ...rest }), name).toBe(accepted)
    }
  })

  test('consistency', () => {
    const cases = read('consistency')
    expect(cases).toHaveLength(98)
    for (const { name, content, accepted } of cases) {
      const one = Consistency.parse(content)
      const sizes = { oldSize: one.size1, oldRoot: one.root1, newSize: one.size2, newRoot: one.root2 }
      expect(verifyConsistency({ ...sizes, proof: one.proof }), name).toBe(accepted)
    }
  })

  test('inclusion in a subtree, which is inclusion in a tree of its own', () => {
    const cases = read('subtreeinclusion')
    expect(cases).toHaveLength(204)
    for (const { name, content, accepted } of cases) {
      const { leafIdx, start, end, ...rest } = SubtreeInclusion.parse(content)
      const verdict =
        isSubtree(start, end) && verifyInclusion({ index: leafIdx - start, size: end - start, ...rest })
      expect(verdict, name).toBe(accepted)
    }
  })

  test('consistency of a subtree, where it starts at the first leaf, is consistency of an older tree', () => {
    const cases = read('subtreeconsistency')
    expect(cases).toHaveLength(118)
    let older = 0
    for (const { name, content, accepted } of cases) {
      const { start, end, size, root1, root2, proof: path } = SubtreeConsistency.parse(content)
      let verdict: boolean
      if (start === end) verdict = path.length === 0 && Buffer.compare(root1, emptyRoot) === 0
      else if (!isSubtree(start, end)) verdict = false
      else {
        expect(start, name).toBe(0)
        verdict = verifyConsistency({
          oldSize: end,
          oldRoot: root1,
          newSize: size,
          newRoot: root2,
          proof: path,
        })
        older += 1
      }
      expect(verdict, name).toBe(accepted)
    }
    expect(older).toBe(91)
  })
})

describe('A2: no proof survives a change', () => {
  const most = 300
  const nodes = new MemoryNodes()
  const leaves = Array.from({ length: most }, (_, index) => leafHash(Buffer.from(`entry ${index}`)))
  leaves.forEach((hash, index) => appendLeaf(nodes, index, hash))

  const anyPair = fc
    .tuple(fc.integer({ min: 2, max: most }), fc.nat())
    .map(([size, seed]): [number, number] => [size, seed % size])
  const flip = (hash: Uint8Array, bit: number) =>
    hash.map((byte, index) => (index === Math.floor(bit / 8) % 32 ? byte ^ (1 << (bit % 8)) : byte))

  /** Every way to spoil a list of hashes at a place: a bit, one less, one more, two exchanged. */
  function spoilt(path: readonly Uint8Array[], place: number, bit: number): Uint8Array[][] {
    const at = place % Math.max(1, path.length)
    const hash = path[at]
    if (!hash) return [[emptyRoot]]
    const next = path[at + 1]
    return [
      path.map((one, index) => (index === at ? flip(one, bit) : one)),
      path.map((one, index) => (index === at ? one.subarray(0, 31) : one)),
      path.filter((_, index) => index !== at),
      [...path.slice(0, at), hash, ...path.slice(at)],
      [...path, hash],
      [hash, ...path],
      ...(next ? [[...path.slice(0, at), next, hash, ...path.slice(at + 2)]] : []),
    ]
  }

  test('inclusion: its path, leaf, place or root', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), fc.nat({ max: 255 }), fc.nat(), ([size, index], place, bit, seed) => {
        const path = inclusionProof(nodes, index, size)
        const good = { leafHash: leaves[index]!, index, size, root: rootAt(nodes, size), proof: path }
        expect(verifyInclusion(good)).toBe(true)
        for (const one of spoilt(path, place, bit))
          expect(verifyInclusion({ ...good, proof: one })).toBe(false)
        expect(verifyInclusion({ ...good, leafHash: flip(good.leafHash, bit) })).toBe(false)
        expect(verifyInclusion({ ...good, root: flip(good.root, bit) })).toBe(false)
        const other = seed % size
        expect(verifyInclusion({ ...good, index: other })).toBe(other === index)
        for (const wrong of [-1, size, index + 0.5, Number.NaN, index + 2 ** 53])
          expect(verifyInclusion({ ...good, index: wrong })).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a path that goes on above the root, to a root made to fit', () => {
    const [one, other] = [leaves[0]!, leaves[1]!]
    const root = nodeHash(other, one)
    expect(verifyInclusion({ leafHash: one, index: 0, size: 1, root, proof: [other] })).toBe(false)
    const newRoot = nodeHash(other, nodeHash(one, other))
    const grown = { oldSize: 1, oldRoot: one, newSize: 2, newRoot, proof: [other, other] }
    expect(verifyConsistency(grown)).toBe(false)
  })

  test('consistency: its path or either root', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), fc.nat({ max: 255 }), ([newSize, index], place, bit) => {
        const oldSize = index + 1
        const path = consistencyProof(nodes, oldSize, newSize)
        const [oldRoot, newRoot] = [rootAt(nodes, oldSize), rootAt(nodes, newSize)]
        const good = { oldSize, oldRoot, newSize, newRoot, proof: path }
        expect(verifyConsistency(good)).toBe(true)
        for (const one of spoilt(path, place, bit))
          expect(verifyConsistency({ ...good, proof: one })).toBe(false)
        expect(verifyConsistency({ ...good, oldRoot: flip(oldRoot, bit) })).toBe(false)
        expect(verifyConsistency({ ...good, newRoot: flip(newRoot, bit) })).toBe(false)
        expect(verifyConsistency({ ...good, oldSize: newSize, newSize: oldSize })).toBe(oldSize === newSize)
        for (const wrong of [0, -1, newSize + 1, Number.NaN])
          expect(verifyConsistency({ ...good, oldSize: wrong })).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a log that was rewritten after its checkpoint is not consistent with it', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), ([newSize, index], seed) => {
        const oldSize = index + 1
        const changed = seed % oldSize
        const rewritten = new MemoryNodes()
        for (let at = 0; at < newSize; at += 1)
          appendLeaf(rewritten, at, at === changed ? leafHash(Buffer.from('forged')) : leaves[at]!)
        const newRoot = rootAt(rewritten, newSize)
        const path = consistencyProof(rewritten, oldSize, newSize)
        const claim = { oldSize, oldRoot: rootAt(nodes, oldSize), newSize, newRoot, proof: path }
        expect(verifyConsistency(claim)).toBe(false)
      }),
    )
  })
})
