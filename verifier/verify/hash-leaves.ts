import { blockEntries, blockLevel } from '../bundle/proofs.ts'
import type { Engine } from '../engine.ts'
import type { LineBatch } from '../json/lines.ts'

const hashBytes = 32
const pairBytes = 1 + 2 * hashBytes
/** `0x01 || left || right` for each two nodes of a block, filled anew for each level of each block (RFC 6962). */
const pairs = new Uint8Array((blockEntries / 2) * pairBytes)
const pairOf = Array.from({ length: blockEntries / 2 }, (_, index) =>
  pairs.subarray(pairBytes * index, pairBytes * (index + 1)),
)
for (const pair of pairOf) pair[0] = 0x01

/** Nodes of a tree from left to right, in few pieces, so that they can go from thread to thread. */
export interface Nodes {
  levels: number[]
  starts: number[]
  /** 32 bytes for each, one after another. */
  hashes: Uint8Array
}

export function hashOf({ hashes }: Nodes, index: number): Uint8Array {
  return hashes.subarray(hashBytes * index, hashBytes * (index + 1))
}

/**
 * The nodes over entries that were read together: one over each whole block of them, and the leaves that are in none.
 *
 * @param lines the entries; the bytes before them are overwritten
 * @param seqs their numbers, ascending
 * @param cuts sizes of the log at which its root is wanted: no node reaches from before one to behind it
 */
export function hashLeaves(
  { bytes, starts, ends }: LineBatch,
  seqs: readonly number[],
  cuts: readonly number[],
  engine: Engine,
): Nodes {
  const nodes: Nodes = { levels: [], starts: [], hashes: new Uint8Array(hashBytes * seqs.length) }
  for (let index = 0; index < seqs.length;) {
    const seq = seqs[index] ?? 0
    const level = isWhole(index, seq) ? blockLevel : 0
    const at = hashBytes * nodes.starts.length
    if (level === 0) putLeafHash(index, nodes.hashes, at)
    else putBlockHash(index, at)
    nodes.levels.push(level)
    nodes.starts.push(seq)
    index += 2 ** level
  }
  return { ...nodes, hashes: nodes.hashes.slice(0, hashBytes * nodes.starts.length) }

  function isWhole(index: number, seq: number): boolean {
    return (
      seq % blockEntries === 0 &&
      seqs[index + blockEntries - 1] === seq + blockEntries - 1 &&
      !cuts.some((cut) => cut > seq && cut < seq + blockEntries)
    )
  }

  function putLeafHash(index: number, target: Uint8Array, at: number): void {
    // RFC 6962: a zero byte before the leaf, here in the place of the line end before it.
    const start = (starts[index] ?? 1) - 1
    bytes[start] = 0x00
    engine.putSha256(bytes.subarray(start, ends[index]), target, at)
  }

  /** The root over a whole block, level for level: each node goes into the pair that it is hashed with next. */
  function putBlockHash(first: number, at: number): void {
    for (let leaf = 0; leaf < blockEntries; leaf += 1) putLeafHash(first + leaf, pairs, placeInPair(leaf))
    for (let width = blockEntries / 2; width > 1; width /= 2)
      for (let node = 0; node < width; node += 1)
        engine.putSha256(pairOf[node] ?? pairs, pairs, placeInPair(node))
    engine.putSha256(pairOf[0] ?? pairs, nodes.hashes, at)
  }
}

function placeInPair(node: number): number {
  return pairBytes * Math.floor(node / 2) + 1 + hashBytes * (node % 2)
}
