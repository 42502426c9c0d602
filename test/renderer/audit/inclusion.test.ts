import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../core/audit/canonical-json.ts'
import { appendLeaf, inclusionProof, leafHash, rootAt } from '../../../core/audit/merkle.ts'
import { pathTo, verifyEntry } from '../../../renderer/audit/proof/inclusion.ts'
import type { OpenedEntry } from '../../../renderer/audit/log.ts'
import { drawProof } from '../../../renderer/audit/proof/proof-drawing.ts'
import { MemoryNodes } from '../../audit/plain-tree.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const text = new TextEncoder()

function entryAt(seq: number): OpenedEntry['entry'] {
  return {
    seq,
    at: 1_750_000_000_000 + seq,
    type: 'group.joined',
    actor: 'ab'.repeat(16),
    role: 'owner',
    outcome: 'done',
    about: { member: 'cd'.repeat(16), group: 'ef'.repeat(16) },
    sealed: { name: '01'.repeat(32) },
  }
}

function leafOf(seq: number): string {
  return canonicalJson({ v: 1, id: 'ef'.repeat(16), state: '02'.repeat(32), ...entryAt(seq) })
}

const nodes = new MemoryNodes()
const largest = 70
for (let size = 0; size < largest;) size = appendLeaf(nodes, size, leafHash(text.encode(leafOf(size))))

/** What the core hands out about an entry in the tree of its first `size` leaves. */
function opened(seq: number, size: number): OpenedEntry {
  const leaf = leafOf(seq)
  return {
    entry: entryAt(seq),
    leaf,
    leafHash: hex(leafHash(text.encode(leaf))),
    openings: {},
    proof: { size, root: hex(rootAt(nodes, size)), hashes: inclusionProof(nodes, seq, size).map(hex) },
  }
}

describe('an entry, recomputed in the page', () => {
  it('is in the log that the core made, for every place in trees of every size', async () => {
    for (let size = 1; size <= largest; size += 1)
      for (const seq of new Set([0, Math.floor(size / 2), Math.floor(size / 3), size - 1])) {
        const { proof } = opened(seq, size)
        expect(await verifyEntry(opened(seq, size)), `${seq} of ${size}`).toEqual({
          kind: 'included',
          size,
          root: proof.root,
        })
        expect(pathTo(seq, size)).toHaveLength(proof.hashes.length)
      }
  })

  it('is not, when any part of what was handed out is another', async () => {
    const good = opened(37, 61)
    const flipped = (hash: string) => (hash.startsWith('0') ? '1' : '0') + hash.slice(1)
    const forged: OpenedEntry[] = [
      { ...good, leafHash: flipped(good.leafHash) },
      { ...good, leaf: leafOf(38) },
      { ...good, leaf: 'null' },
      { ...good, leaf: '{' },
      { ...good, leaf: `${good.leaf} ` },
      { ...good, entry: { ...good.entry, outcome: 'refused' } },
      { ...good, entry: { ...good.entry, about: { ...good.entry.about, group: 'aa' } } },
      { ...good, entry: { ...good.entry, sealed: {} } },
      { ...good, entry: { ...good.entry, seq: 36 } },
      { ...good, proof: { ...good.proof, root: flipped(good.proof.root) } },
      // A root does not hold its size: only one that asks for another path is told apart (RFC 6962).
      { ...good, proof: { ...good.proof, size: 65 } },
      { ...good, proof: { ...good.proof, size: 37 } },
      { ...good, proof: { ...good.proof, size: -1 } },
      { ...good, proof: { ...good.proof, hashes: good.proof.hashes.slice(1) } },
      { ...good, proof: { ...good.proof, hashes: [...good.proof.hashes, good.leafHash] } },
      { ...good, proof: { ...good.proof, hashes: good.proof.hashes.toReversed() } },
      { ...good, proof: { ...good.proof, hashes: good.proof.hashes.map(() => 'no hash') } },
    ]
    for (const one of forged) expect(await verifyEntry(one)).toEqual({ kind: 'not-included' })
  })
})

describe('the path of an entry', () => {
  it('covers with its siblings all entries but its own, each once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.nat(), (size, seed) => {
        const index = seed % size
        const covered = (pathTo(index, size) ?? []).flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, offset) => start + offset),
        )
        expect([...covered, index].sort((one, other) => one - other)).toEqual(
          Array.from({ length: size }, (_, at) => at),
        )
      }),
    )
  })

  it('is none for an entry that the tree does not have', () => {
    expect([pathTo(5, 5), pathTo(-1, 5), pathTo(0.5, 5), pathTo(0, Number.NaN)]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(drawProof(5, 5)).toBeNull()
  })

  it('is drawn inside its frame, with siblings on their true side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.nat(), (size, seed) => {
        const index = seed % size
        const drawing = drawProof(index, size)
        const path = pathTo(index, size)
        if (!drawing || !path) throw new Error('no drawing')
        expect(drawing.steps.length + drawing.more).toBe(path.length)
        for (const { side, parent, sibling } of drawing.steps) {
          if (side === 'left') expect(sibling.x).toBeLessThan(parent.x)
          else expect(sibling.x).toBeGreaterThan(parent.x)
        }
        for (const { x, y } of [drawing.leaf, drawing.root, ...drawing.steps.map((step) => step.sibling)]) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThanOrEqual(drawing.width)
          expect(y).toBeLessThanOrEqual(drawing.height)
        }
      }),
    )
  })

  it('of the newest entry has every sibling on its left', () => {
    expect(drawProof(1_203, 1_204)?.steps.every(({ side }) => side === 'left')).toBe(true)
  })
})
