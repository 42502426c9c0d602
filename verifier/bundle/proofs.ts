import { fromHex } from '../hex.ts'
import { hasMembers, isCount, isHash, isHashes } from '../json/shape.ts'

/** Leaves in a block, and the level of its subtree. */
export const blockEntries = 16
export const blockLevel = 4

/** What leads from the entries to the root: docs/audit-bundle.md, section 6. */
export interface Proofs {
  blocks: Uint8Array[]
  consistency: { hashes: Uint8Array[]; root: Uint8Array; size: number } | null
  gaps: Uint8Array[]
}

/** @param value from the one line of `proofs.json`; undefined where it is none */
export function parseProofs(value: unknown, size: number): Proofs | null {
  if (!hasMembers(value, ['blocks', 'consistency', 'gaps'])) return null
  const { blocks, consistency, gaps } = value
  if (!isHashes(blocks) || !isHashes(gaps)) return null
  const parsed = { blocks: blocks.map(fromHex), gaps: gaps.map(fromHex) }
  if (consistency === null) return { ...parsed, consistency }
  if (!hasMembers(consistency, ['hashes', 'root', 'size'])) return null
  const { hashes, root, size: older } = consistency
  if (!isHashes(hashes) || !isHash(root) || !isCount(older) || older < 1 || older >= size) return null
  return {
    ...parsed,
    consistency: { hashes: hashes.map(fromHex), root: fromHex(root), size: older },
  }
}

/** The number of the first block within a range, and how many there are. */
export function blocksIn(from: number, to: number): { first: number; count: number } {
  const first = Math.ceil(from / blockEntries)
  return { first, count: Math.max(0, Math.floor(to / blockEntries) - first) }
}
