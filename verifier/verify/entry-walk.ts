import type { Entry } from '../bundle/entry.ts'
import { blockEntries, blockLevel, blocksIn } from '../bundle/proofs.ts'
import type { Engine } from '../engine.ts'
import { sameBytes, toHex } from '../hex.ts'
import { coverOf, Edge } from '../log/tree.ts'
import type { SignedBundle } from './check-signed.ts'
import type { Finding } from './finding.ts'

/**
 * Builds the tree out of the entries of a bundle, in order, and of the hashes that stand for those left out; then holds
 * it against the checkpoint: step 4 of docs/audit-bundle.md, section 10.
 */
export class EntryWalk {
  readonly #bundle: SignedBundle
  readonly #engine: Engine
  readonly #edge: Edge
  readonly #blocks: ReturnType<typeof blocksIn>
  /** Size of an earlier tree whose root is wanted. */
  readonly #rootWantedAt: number | null
  #rootAt: Uint8Array | null = null
  #gapsUsed = 0
  #next = 0
  /** The first entry of the range that has not been met. */
  #nextInRange: number
  #missing: number | null = null
  #changedBlock: number | null = null
  /** Entries outside of every block, from which with the blocks the tree can be built again. */
  #outside: { seq: number; hash: Uint8Array }[] = []
  #export: Entry | null = null

  constructor(bundle: SignedBundle, engine: Engine, rootWantedAt: number | null) {
    const { from, to } = bundle.manifest
    this.#bundle = bundle
    this.#engine = engine
    this.#rootWantedAt = rootWantedAt
    this.#blocks = blocksIn(from, to)
    this.#nextInRange = from
    this.#edge = new Edge(engine, ({ level, start, hash }) => {
      if (level === blockLevel) this.#compareBlock(start / blockEntries, hash)
    })
  }

  /** The entry of the export, once it has been met. */
  get export(): Entry | null {
    return this.#export
  }

  /** Takes the next entry; false where it is not in order. */
  add(entry: Entry, leafHash: Uint8Array): boolean {
    const { manifest, signed } = this.#bundle
    const { seq } = entry
    if (seq < this.#next || seq >= signed.size) return false
    this.#fillGap(seq)
    if (seq >= manifest.from && seq < manifest.to) {
      if (seq > this.#nextInRange) this.#missing ??= this.#nextInRange
      this.#nextInRange = seq + 1
    }
    if (seq === manifest.export) this.#export = entry
    if (!this.#inBlock(seq)) this.#outside.push({ seq, hash: leafHash })
    this.#edge.push(0, seq, leafHash)
    this.#next = seq + 1
    this.#noteRoot()
    return true
  }

  /** What is wrong once all entries have been added. */
  end(): Finding[] {
    const { manifest, signed, parsedProofs } = this.#bundle
    this.#fillGap(signed.size)
    if (this.#nextInRange < manifest.to) this.#missing ??= this.#nextInRange
    const found: Finding[] = []
    if (this.#missing !== null) found.push({ code: 'entry-missing', seq: this.#missing })
    if (!this.#export) found.push({ code: 'export-missing', seq: manifest.export })
    const proven = this.#gapsUsed === parsedProofs.gaps.length && sameBytes(this.#edge.root(), signed.root)
    if (found.length === 0 && !(proven && this.#changedBlock === null))
      found.push({ code: 'root-differs', ...this.#whereChanged() })
    return found
  }

  /** Root of the earlier tree that was asked for, where the entries tell it. */
  get rootThen(): Uint8Array | null {
    return this.#rootAt
  }

  /** Hashes of the entries that are left out, up to `end`. */
  #fillGap(end: number): void {
    for (const { level, start } of coverOf(this.#next, end)) {
      const hash = this.#bundle.parsedProofs.gaps[this.#gapsUsed]
      this.#gapsUsed += 1
      // Too few is as wrong as too many; both show in the count.
      if (hash) this.#edge.push(level, start, hash)
    }
    this.#next = end
    this.#noteRoot()
  }

  #noteRoot(): void {
    const { from, to } = this.#bundle.manifest
    const wanted = this.#rootWantedAt
    if (wanted === this.#next && wanted >= from && wanted <= to) this.#rootAt = this.#edge.root()
  }

  #inBlock(seq: number): boolean {
    const { first, count } = this.#blocks
    return seq >= first * blockEntries && seq < (first + count) * blockEntries
  }

  #compareBlock(position: number, hash: Uint8Array): void {
    const { first, count } = this.#blocks
    const block =
      position >= first && position < first + count
        ? this.#bundle.parsedProofs.blocks[position - first]
        : null
    if (block && !sameBytes(block, hash)) this.#changedBlock ??= position
  }

  /** The block that was changed, where the blocks themselves lead to the signed root. */
  #whereChanged(): { seq?: number; lastSeq?: number } {
    if (this.#changedBlock === null) return {}
    const { parsedProofs, signed } = this.#bundle
    const { first, count } = this.#blocks
    const parts = [
      ...parsedProofs.blocks.map((hash, index) => ({
        level: blockLevel,
        start: (first + index) * blockEntries,
        hash,
      })),
      ...this.#outside.map(({ seq, hash }) => ({ level: 0, start: seq, hash })),
    ].sort((a, b) => a.start - b.start)
    if (parsedProofs.blocks.length !== count) return {}
    const edge = new Edge(this.#engine)
    const gaps = parsedProofs.gaps.values()
    let at = 0
    for (const { level, start, hash } of [...parts, { level: 0, start: signed.size, hash: null }]) {
      for (const gap of coverOf(at, start)) {
        const { value } = gaps.next()
        if (value) edge.push(gap.level, gap.start, value)
      }
      if (hash) edge.push(level, start, hash)
      at = start + 2 ** level
    }
    if (toHex(edge.root()) !== toHex(signed.root)) return {}
    const seq = this.#changedBlock * blockEntries
    return { seq, lastSeq: seq + blockEntries - 1 }
  }
}
