import { nodeHash } from './merkle.ts'

/**
 * Recomputes an RFC 6962 tree leaf by leaf, keeping only the right edge, and reports each complete subtree as it is
 * closed. It shares no state with the stored tree, so the two can be held against each other.
 */
export class RunningRoot {
  /** Complete subtrees from left to right, each larger than the next. */
  #edge: { level: number; position: number; hash: Uint8Array }[] = []
  readonly #onNode: (level: number, position: number, hash: Uint8Array) => void

  constructor(onNode: (level: number, position: number, hash: Uint8Array) => void = () => undefined) {
    this.#onNode = onNode
  }

  add(leaf: Uint8Array, position: number): void {
    let node = { level: 0, position, hash: leaf }
    this.#onNode(0, position, leaf)
    for (let left = this.#edge.at(-1); left?.level === node.level; left = this.#edge.at(-1)) {
      this.#edge.pop()
      node = { level: node.level + 1, position: left.position >> 1, hash: nodeHash(left.hash, node.hash) }
      this.#onNode(node.level, node.position, node.hash)
    }
    this.#edge.push(node)
  }

  root(empty: Uint8Array): Uint8Array {
    const last = this.#edge.at(-1)
    if (!last) return empty
    return this.#edge.slice(0, -1).reduceRight((right, left) => nodeHash(left.hash, right), last.hash)
  }
}
