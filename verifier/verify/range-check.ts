import type { Manifest } from '../bundle/manifest.ts'
import type { Finding } from '../report/finding.ts'

/** Whether all entries of a bundle are there: step 4 of docs/audit-bundle.md, section 10. */
export class RangeCheck {
  readonly #range: Pick<Manifest, 'from' | 'to'>
  #next = 0
  #missing: number | null = null

  constructor(range: Pick<Manifest, 'from' | 'to'>) {
    this.#range = range
  }

  /** Takes the next entries, in order, so many in a row. */
  add(seq: number, count: number): void {
    this.#skipTo(seq)
    this.#next = seq + count
  }

  /** What is missing once all entries have been added. */
  end(): Finding[] {
    this.#skipTo(this.#range.to)
    return this.#missing === null ? [] : [{ code: 'entry-missing', seq: this.#missing }]
  }

  #skipTo(seq: number): void {
    const { from, to } = this.#range
    const expected = Math.max(this.#next, from)
    if (expected < Math.min(seq, to)) this.#missing ??= expected
  }
}
