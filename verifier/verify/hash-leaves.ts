import { blockEntries, blockLevel } from '../bundle/proofs.ts'
import type { Engine } from '../engine.ts'
import type { LineBatch } from '../json/lines.ts'
import { Edge } from '../log/tree.ts'

const hashBytes = 32

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
    const edge = new Edge(engine)
    for (const end = seq + 2 ** level; edge.size < end; index += 1)
      edge.push(0, seqs[index] ?? 0, leafHash(index))
    nodes.hashes.set(edge.root(), hashBytes * nodes.starts.length)
    nodes.levels.push(level)
    nodes.starts.push(seq)
  }
  return { ...nodes, hashes: nodes.hashes.slice(0, hashBytes * nodes.starts.length) }

  function isWhole(index: number, seq: number): boolean {
    return (
      seq % blockEntries === 0 &&
      seqs[index + blockEntries - 1] === seq + blockEntries - 1 &&
      !cuts.some((cut) => cut > seq && cut < seq + blockEntries)
    )
  }

  function leafHash(index: number): Uint8Array {
    // RFC 6962: a zero byte before the leaf, here in the place of the line end before it.
    const start = (starts[index] ?? 1) - 1
    bytes[start] = 0x00
    return engine.sha256(bytes.subarray(start, ends[index]))
  }
}
