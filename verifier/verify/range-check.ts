import type { Entry } from '../bundle/entry.ts'
import type { Manifest } from '../bundle/manifest.ts'
import type { Finding } from '../report/finding.ts'

/** Whether the entries of a bundle are in order and all there: step 4 of docs/audit-bundle.md, section 10. */
export class RangeCheck {
  readonly #manifest: Manifest
  /** Of the checkpoint. */
  readonly #size: number
  #next = 0
  #nextInRange: number
  #missing: number | null = null
  #export: Entry | null = null

  constructor(manifest: Manifest, size: number) {
    this.#manifest = manifest
    this.#size = size
    this.#nextInRange = manifest.from
  }

  /** The entry of the export, once it has been met. */
  get export(): Entry | null {
    return this.#export
  }

  /** Takes the next entry; false where it is not in order. */
  add(entry: Entry): boolean {
    const { export: exportSeq, from, to } = this.#manifest
    const { seq } = entry
    if (seq < this.#next || seq >= this.#size) return false
    this.#next = seq + 1
    if (seq === exportSeq) this.#export = entry
    if (seq < from || seq >= to) return true
    if (seq > this.#nextInRange) this.#missing ??= this.#nextInRange
    this.#nextInRange = seq + 1
    return true
  }

  /** What is missing once all entries have been added. */
  end(): Finding[] {
    const { export: exportSeq, to } = this.#manifest
    if (this.#nextInRange < to) this.#missing ??= this.#nextInRange
    return [
      ...(this.#missing === null ? [] : [{ code: 'entry-missing', seq: this.#missing } as const]),
      ...(this.#export ? [] : [{ code: 'export-missing', seq: exportSeq } as const]),
    ]
  }
}
