import { createHash } from 'node:crypto'
import type { NodeStore } from '../../core/audit/merkle.ts'

/** Nodes in memory. Like the table of a log it refuses a second write and a node that is not there. */
export class MemoryNodes implements NodeStore {
  readonly nodes = new Map<string, Uint8Array>()
  reads = 0

  get(level: number, index: number): Uint8Array {
    this.reads += 1
    const node = this.nodes.get(`${level}/${index}`)
    if (!node) throw new Error(`no node ${level}/${index}`)
    return node
  }

  set(level: number, index: number, hash: Uint8Array): void {
    if (this.nodes.has(`${level}/${index}`)) throw new Error(`node ${level}/${index} written twice`)
    this.nodes.set(`${level}/${index}`, hash)
  }
}

/** RFC 6962 section 2.1 word for word, by recursion over the leaves; only sub-results are remembered. */
export class PlainTree {
  readonly #leaf: (index: number) => string
  readonly #known = new Map<string, Buffer>()

  constructor(leaf: (index: number) => string) {
    this.#leaf = leaf
  }

  /** MTH(D[start:end]) */
  hash(start: number, end: number): Buffer {
    const key = `${start}-${end}`
    let hash = this.#known.get(key)
    if (!hash) {
      if (end === start) hash = sha256()
      else if (end - start === 1) hash = sha256(Buffer.of(0), Buffer.from(this.#leaf(start)))
      else {
        const middle = start + split(end - start)
        hash = sha256(Buffer.of(1), this.hash(start, middle), this.hash(middle, end))
      }
      this.#known.set(key, hash)
    }
    return hash
  }

  /** PATH(index, D[start:end]), the index counted from `start` */
  path(index: number, start: number, end: number): Buffer[] {
    if (end - start === 1) return []
    const k = split(end - start)
    return index < k
      ? [...this.path(index, start, start + k), this.hash(start + k, end)]
      : [...this.path(index - k, start + k, end), this.hash(start, start + k)]
  }

  /** SUBPROOF(m, D[start:end], whole) */
  subproof(m: number, start: number, end: number, whole = true): Buffer[] {
    const n = end - start
    if (m === n) return whole ? [] : [this.hash(start, end)]
    const k = split(n)
    return m <= k
      ? [...this.subproof(m, start, start + k, whole), this.hash(start + k, end)]
      : [...this.subproof(m - k, start + k, end, false), this.hash(start, start + k)]
  }
}

/** The largest power of two smaller than n. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
