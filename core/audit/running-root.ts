import { hash } from 'node:crypto'

const hashBytes = 32

/** `0x01 || left || right` of RFC 6962, filled anew for every inner node. */
const pair = Buffer.alloc(1 + 2 * hashBytes)
pair[0] = 0x01

/**
 * Recomputes an RFC 6962 tree leaf by leaf, keeping only the right edge, and reports each complete subtree as it is
 * closed. It shares no state with the stored tree, so the two can be held against each other. Hashes are hex here: of
 * millions of them, a string costs a quarter of what a buffer does.
 */
export class RunningRoot {
  /** Complete subtrees from left to right, each larger than the next. */
  readonly #edge: { level: number; position: number; hash: string }[] = []
  readonly #onNode: (level: number, position: number, hash: string) => void
  #size = 0

  constructor(onNode: (level: number, position: number, hash: string) => void) {
    this.#onNode = onNode
  }

  /** @param prefixed the leaf with the `0x00` of RFC 6962 before it, as U+0000 */
  add(prefixed: string): void {
    this.#close(hash('sha256', prefixed, 'hex'))
  }

  /** A leaf that is not there: nothing hashes to this. */
  addMissing(): void {
    this.#close('0'.repeat(2 * hashBytes))
  }

  /** 32 bytes. */
  get root(): Uint8Array {
    const last = this.#edge.at(-1)
    if (!last) return hash('sha256', '', 'buffer')
    const root = this.#edge.slice(0, -1).reduceRight((right, left) => join(left.hash, right), last.hash)
    return Buffer.from(root, 'hex')
  }

  #close(leaf: string): void {
    let node = { level: 0, position: this.#size, hash: leaf }
    this.#size += 1
    this.#onNode(0, node.position, leaf)
    for (let left = this.#edge.at(-1); left?.level === node.level; left = this.#edge.at(-1)) {
      this.#edge.pop()
      node = { level: node.level + 1, position: left.position / 2, hash: join(left.hash, node.hash) }
      this.#onNode(node.level, node.position, node.hash)
    }
    this.#edge.push(node)
  }
}

function join(left: string, right: string): string {
  pair.write(left, 1, 'hex')
  pair.write(right, 1 + hashBytes, 'hex')
  return hash('sha256', pair, 'hex')
}
