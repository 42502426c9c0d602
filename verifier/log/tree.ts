import type { Engine } from '../engine.ts'

/** A complete subtree: 2^level leaves from `start` on. */
export interface Node {
  level: number
  start: number
  hash: Uint8Array
}

/** A stretch of leaves by place alone. */
export type Place = Omit<Node, 'hash'>

/** `0x01 || left || right`, filled anew for each node: to allocate it would cost as much as the hash. */
const pair = new Uint8Array(65)
pair[0] = 0x01

export function nodeHash(left: Uint8Array, right: Uint8Array, engine: Engine): Uint8Array {
  pair.set(left, 1)
  pair.set(right, 33)
  const hash = new Uint8Array(32)
  engine.putSha256(pair, hash, 0)
  return hash
}

/** The largest complete subtrees over the leaves from `from` to before `to`: docs/audit-bundle.md, section 6. */
export function* coverOf(from: number, to: number): Generator<Place> {
  for (let start = from; start < to;) {
    let level = 0
    let width = 1
    while (start % (2 * width) === 0 && start + 2 * width <= to) {
      level += 1
      width *= 2
    }
    yield { level, start }
    start += width
  }
}

/** The right edge of a tree that is built from left to right out of leaves and complete subtrees (RFC 6962). */
export class Edge {
  readonly #engine: Engine
  readonly #onNode: (node: Node) => void
  #nodes: Node[] = []
  #size = 0

  /** @param onNode sees each node that is made of two */
  constructor(engine: Engine, onNode: (node: Node) => void = () => undefined) {
    this.#engine = engine
    this.#onNode = onNode
  }

  /** Leaves so far. */
  get size(): number {
    return this.#size
  }

  /** Adds what begins where the tree ends; `level` is such that its width divides `start`. */
  push(level: number, start: number, hash: Uint8Array): void {
    let node: Node = { level, start, hash }
    this.#size = start + 2 ** level
    for (let left = this.#nodes.at(-1); left?.level === node.level; left = this.#nodes.at(-1)) {
      // Neighbours of one width are siblings only where the left one begins at a multiple of twice that width.
      if (left.start % 2 ** (left.level + 1) !== 0) break
      this.#nodes.pop()
      node = { level: left.level + 1, start: left.start, hash: nodeHash(left.hash, node.hash, this.#engine) }
      this.#onNode(node)
    }
    this.#nodes.push(node)
  }

  root(): Uint8Array {
    const last = this.#nodes.at(-1)
    if (!last) return this.#engine.sha256(new Uint8Array())
    return this.#nodes
      .slice(0, -1)
      .reduceRight((right, left) => nodeHash(left.hash, right, this.#engine), last.hash)
  }
}
