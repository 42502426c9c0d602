import { blockEntries, blockLevel, blocksIn, type Proofs } from '../bundle/proofs.ts'
import type { Engine } from '../engine.ts'
import { sameBytes } from '../hex.ts'
import { coverOf, Edge, type Node } from '../log/tree.ts'
import { hashOf, type Nodes } from './hash-leaves.ts'

/** What the tree of a bundle is made from and held against, beside its entries. */
export interface TreeInput {
  from: number
  to: number
  /** Of the checkpoint. */
  size: number
  root: Uint8Array
  proofs: Pick<Proofs, 'blocks' | 'gaps'>
  /** Size of an earlier tree whose root is wanted, or null. */
  rootWantedAt: number | null
}

export interface TreeResult {
  /** Whether entries, gaps and blocks lead to the signed root. */
  proven: boolean
  /** Where they do not, as far as it can be told. */
  changed: { seq: number; lastSeq: number } | null
  /** Root of the earlier tree that was asked for, where the entries tell it. */
  rootThen: Uint8Array | null
  /** Root of the log when it had `to` entries: the same for every bundle of that log and range. */
  rangeRoot: Uint8Array | null
}

/**
 * Builds the tree out of the entries of a bundle, in order, and of the hashes that stand for those left out, and holds it
 * against the checkpoint: step 4 of docs/audit-bundle.md, section 10.
 */
export class TreeCheck {
  readonly #input: TreeInput
  readonly #engine: Engine
  readonly #edge: Edge
  readonly #blocks: ReturnType<typeof blocksIn>
  #rootThen: Uint8Array | null = null
  #rangeRoot: Uint8Array | null = null
  #gapsUsed = 0
  #next = 0
  #changedBlock: number | null = null
  /** Entries outside of every block, from which with the blocks the tree can be built again. */
  readonly #outside: Node[] = []

  constructor(input: TreeInput, engine: Engine) {
    this.#input = input
    this.#engine = engine
    this.#blocks = blocksIn(input.from, input.to)
    this.#edge = new Edge(engine, (node) => this.#compareBlock(node))
  }

  /** Takes the nodes over the next entries, in order; none reaches over `to` or the size at which a root is wanted. */
  add(nodes: Nodes): void {
    nodes.starts.forEach((start, index) =>
      this.#push({ level: nodes.levels[index] ?? 0, start, hash: hashOf(nodes, index) }),
    )
  }

  end(): TreeResult {
    const { proofs, root, size } = this.#input
    this.#fillGap(size)
    const proven =
      this.#gapsUsed === proofs.gaps.length &&
      this.#changedBlock === null &&
      sameBytes(this.#edge.root(), root)
    return {
      proven,
      changed: proven ? null : this.#whereChanged(),
      rootThen: this.#rootThen,
      rangeRoot: this.#rangeRoot,
    }
  }

  #push(node: Node): void {
    const { level, start, hash } = node
    this.#fillGap(start)
    if (!this.#inBlock(start)) this.#outside.push(node)
    this.#compareBlock(node)
    this.#edge.push(level, start, hash)
    this.#next = start + 2 ** level
    this.#noteRoot()
  }

  /** Hashes of the entries that are left out, up to `end`. */
  #fillGap(end: number): void {
    if (this.#next < end)
      for (const { level, start } of coverOf(this.#next, end)) {
        const hash = this.#input.proofs.gaps[this.#gapsUsed]
        this.#gapsUsed += 1
        // Too few is as wrong as too many; both show in the count.
        if (hash) this.#edge.push(level, start, hash)
      }
    this.#next = end
    this.#noteRoot()
  }

  #noteRoot(): void {
    const { from, to, rootWantedAt } = this.#input
    if (this.#next === to) this.#rangeRoot ??= this.#edge.root()
    if (rootWantedAt === this.#next && rootWantedAt >= from && rootWantedAt <= to)
      this.#rootThen = this.#edge.root()
  }

  #inBlock(seq: number): boolean {
    const { first, count } = this.#blocks
    return seq >= first * blockEntries && seq < (first + count) * blockEntries
  }

  #compareBlock({ level, start, hash }: Node): void {
    if (level !== blockLevel) return
    const position = start / blockEntries
    const block = this.#input.proofs.blocks[position - this.#blocks.first]
    if (block && !sameBytes(block, hash)) this.#changedBlock ??= position
  }

  /** The block that was changed, where the blocks themselves lead to the signed root. */
  #whereChanged(): TreeResult['changed'] {
    if (this.#changedBlock === null) return null
    const { proofs, root, size } = this.#input
    const blocks = proofs.blocks.map((hash, index) => ({
      level: blockLevel,
      start: (this.#blocks.first + index) * blockEntries,
      hash,
    }))
    const edge = new Edge(this.#engine)
    const gaps = proofs.gaps.values()
    let at = 0
    const fillGap = (end: number) => {
      for (const gap of coverOf(at, end)) {
        const { value } = gaps.next()
        if (value) edge.push(gap.level, gap.start, value)
      }
    }
    for (const { level, start, hash } of [...blocks, ...this.#outside].sort((a, b) => a.start - b.start)) {
      fillGap(start)
      edge.push(level, start, hash)
      at = start + 2 ** level
    }
    fillGap(size)
    if (!sameBytes(edge.root(), root)) return null
    const seq = this.#changedBlock * blockEntries
    return { seq, lastSeq: seq + blockEntries - 1 }
  }
}
