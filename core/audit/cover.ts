import type { NodeStore } from './merkle.ts'

/**
 * The cover of the leaves from `from` to before `to`: the hashes of the largest complete subtrees that make them up,
 * from left to right. It is what a proof needs of entries that are left out; at most two for each level of the tree.
 */
export function coverHashes(store: NodeStore, from: number, to: number): Uint8Array[] {
  const hashes: Uint8Array[] = []
  for (let position = from; position < to;) {
    let level = 0
    let width = 1
    while (position % (width * 2) === 0 && position + width * 2 <= to) {
      level += 1
      width *= 2
    }
    hashes.push(store.get(level, position / width))
    position += width
  }
  return hashes
}
