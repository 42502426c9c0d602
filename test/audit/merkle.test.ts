import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appendLeaf,
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  type NodeStore,
  rootAt,
} from '../../core/audit/merkle.ts'
import { verifyConsistency, verifyInclusion } from '../../core/audit/verify-proof.ts'
import { MemoryNodes, PlainTree } from './plain-tree.ts'

const leaf = (index: number) => `entry ${index}`

function grow(count: number): MemoryNodes {
  const nodes = new MemoryNodes()
  let size = 0
  while (size < count) size = appendLeaf(nodes, size, leafHash(Buffer.from(leaf(size))))
  return nodes
}

const hex = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'))

describe('against the recursive definition, every size up to 300', () => {
  const most = 300
  const nodes = grow(most)
  const plain = new PlainTree(leaf)

  test('the root of every older size', () => {
    for (let size = 0; size <= most; size += 1)
      expect(hex([rootAt(nodes, size)])).toEqual(hex([plain.hash(0, size)]))
    expect(hex([emptyRoot])).toEqual(['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'])
  })

  test('every inclusion proof, and it verifies', () => {
    for (let size = 1; size <= most; size += 1) {
      const root = rootAt(nodes, size)
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(nodes, index, size)
        const at = { leafHash: leafHash(Buffer.from(leaf(index))), index, size, root, proof }
        if (hex(proof).join() !== hex(plain.path(index, 0, size)).join() || !verifyInclusion(at))
          expect.fail(`inclusion of ${index} in ${size}`)
      }
    }
  })

  test('every consistency proof, and it verifies', () => {
    for (let newSize = 1; newSize <= most; newSize += 1)
      for (let oldSize = 1; oldSize <= newSize; oldSize += 1) {
        const proof = consistencyProof(nodes, oldSize, newSize)
        const [oldRoot, newRoot] = [plain.hash(0, oldSize), plain.hash(0, newSize)]
        const same = hex(proof).join() === hex(plain.subproof(oldSize, 0, newSize)).join()
        if (!same || !verifyConsistency({ oldSize, oldRoot, newSize, newRoot, proof }))
          expect.fail(`consistency of ${oldSize} with ${newSize}`)
      }
  })

  test('only complete subtrees are kept, each written once', () => {
    const ones = most.toString(2).replaceAll('0', '').length
    expect(nodes.nodes.size).toBe(2 * most - ones)
  })
})

test('a tree of 30,000 leaves: random older sizes, entries and proofs', () => {
  const most = 30_000
  const nodes = grow(most)
  const plain = new PlainTree(leaf)
  const sizes = fc.tuple(fc.integer({ min: 1, max: most }), fc.nat({ max: most - 1 }))
  fc.assert(
    fc.property(sizes, ([size, seed]) => {
      const index = seed % size
      expect(hex([rootAt(nodes, size)])).toEqual(hex([plain.hash(0, size)]))
      expect(hex(inclusionProof(nodes, index, size))).toEqual(hex(plain.path(index, 0, size)))
      expect(hex(consistencyProof(nodes, index + 1, size))).toEqual(hex(plain.subproof(index + 1, 0, size)))
    }),
    { numRuns: 300 },
  )
})

describe('trees of up to 2^53 - 1 equal leaves, whose subtrees of one height are all the same', () => {
  const complete: Uint8Array[] = [leafHash(Buffer.from('same'))]
  while (complete.length < 54) {
    const below = complete[complete.length - 1]!
    complete.push(nodeHash(below, below))
  }
  let reads = 0
  let size = 0
  const nodes: NodeStore = {
    get(level, index) {
      expect((index + 1) * 2 ** level, 'only complete subtrees are read').toBeLessThanOrEqual(size)
      reads += 1
      return complete[level]!
    },
    set() {},
  }
  const reading = <Result>(work: () => Result): [Result, number] => {
    reads = 0
    return [work(), reads]
  }
  const anySize = fc
    .tuple(fc.integer({ min: 1, max: 53 }), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }))
    .map(([bits, part]) => Math.max(1, Math.floor(2 ** bits * part)))
  const anyPair = fc
    .tuple(anySize, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }))
    .map(([total, part]): [number, number] => [total, Math.floor(total * part)])

  test('proofs verify, and everything takes O(log n) reads', () => {
    fc.assert(
      fc.property(anyPair, ([total, index]) => {
        size = total
        const height = Math.ceil(Math.log2(total)) + 1
        const [root, rootReads] = reading(() => rootAt(nodes, total))
        expect(rootReads).toBeLessThanOrEqual(height)

        const [proof, proofReads] = reading(() => inclusionProof(nodes, index, total))
        expect(proofReads).toBeLessThanOrEqual(2 * height)
        expect(verifyInclusion({ leafHash: complete[0]!, index, size: total, root, proof })).toBe(true)

        const oldSize = index + 1
        const [consistent, consistencyReads] = reading(() => consistencyProof(nodes, oldSize, total))
        expect(consistencyReads).toBeLessThanOrEqual(2 * height)
        const oldRoot = rootAt(nodes, oldSize)
        expect(
          verifyConsistency({ oldSize, oldRoot, newSize: total, newRoot: root, proof: consistent }),
        ).toBe(true)

        if (total === Number.MAX_SAFE_INTEGER) return
        const [, appendReads] = reading(() => appendLeaf(nodes, total, complete[0]!))
        expect(appendReads).toBeLessThanOrEqual(height)
      }),
      { numRuns: 2_000, examples: [[[Number.MAX_SAFE_INTEGER, 2 ** 52]], [[2 ** 32 + 1, 2 ** 32]]] },
    )
  })
})

test('what is not a place in the log, and what is not a hash, is refused', () => {
  const nodes = grow(3)
  const refused = (work: () => unknown, code: string) =>
    expect(work).toThrowError(expect.objectContaining({ code }))
  refused(() => inclusionProof(nodes, 3, 3), 'bad-input')
  refused(() => inclusionProof(nodes, -1, 3), 'bad-input')
  refused(() => inclusionProof(nodes, 0.5, 3), 'bad-input')
  refused(() => consistencyProof(nodes, 0, 3), 'bad-input')
  refused(() => consistencyProof(nodes, 3, 2), 'bad-input')
  refused(() => rootAt(nodes, 2 ** 53), 'bad-input')
  refused(() => appendLeaf(nodes, Number.MAX_SAFE_INTEGER, emptyRoot), 'bad-input')
  for (const size of [2, 3]) refused(() => appendLeaf(grow(size), size, emptyRoot.subarray(1)), 'log-damaged')
  refused(() => nodeHash(emptyRoot.subarray(1), emptyRoot), 'log-damaged')
})
