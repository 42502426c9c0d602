import type { EntryHead } from '../bundle/read-entry.ts'
import { mayHaveLine } from '../bundle/levels.ts'
import type { Manifest } from '../bundle/manifest.ts'
import { type CheckedOpening, OpeningReader } from '../bundle/read-opening.ts'
import type { Engine } from '../engine.ts'
import type { LineBatch, Lines } from '../json/lines.ts'
import type { Words } from '../json/words.ts'
import type { Finding, FindingCode } from '../report/finding.ts'
import type { Values } from '../report/report.ts'

export type OnOpened<E> = (entry: E, field: string, value: unknown) => void

/** Goes through the openings beside the entries, both in ascending order: step 6 of docs/audit-bundle.md, section 10. */
export class OpeningCheck<E extends EntryHead> {
  readonly #lines: Lines
  readonly #manifest: Manifest
  readonly #engine: Engine
  readonly #onOpened: OnOpened<E> | undefined
  readonly found: Finding[] = []
  readonly values: Values = { opened: 0, masked: 0, erased: 0, notReadable: 0, sealed: 0 }
  readonly #reader: OpeningReader
  #batch: LineBatch | null = null
  #wellFormed = false
  #at = 0
  #lastSeq = -1
  #lastField = ''
  /** How many fields of the entry at hand were gone past; the openings have them in the same order. */
  #fieldsPast = 0
  /** What was read and belongs to no entry yet. */
  #next: CheckedOpening | null = null
  /** Whether nothing follows it. */
  #ended = false
  #stopped = false

  constructor(lines: Lines, manifest: Manifest, names: Words, engine: Engine, onOpened?: OnOpened<E>) {
    this.#lines = lines
    this.#manifest = manifest
    this.#engine = engine
    this.#reader = new OpeningReader(manifest.log, names, engine, onOpened !== undefined)
    this.#onOpened = onOpened
  }

  /** Whether a line was none or out of order, so that the rest was left. */
  get stopped(): boolean {
    return this.#stopped
  }

  /**
   * Checks what the openings say of an entry, which follows those given before; false where `load` has to be called first,
   * and this then again.
   */
  take(entry: E): boolean {
    while (this.#hasNext()) {
      const opening = this.#next
      if (!opening || opening.seq > entry.seq) {
        this.#passFields(entry, entry.fields.length)
        this.#fieldsPast = 0
        return true
      }
      this.#next = null
      if (opening.seq < entry.seq) this.#find('opening-astray', opening)
      else this.#check(opening, entry)
    }
    return false
  }

  /** Reads more of the openings. */
  async load(): Promise<void> {
    this.#batch = await this.#lines.next()
    this.#at = 0
    if (this.#batch) {
      const { bytes, starts, ends } = this.#batch
      this.#wellFormed = this.#engine.isUtf8(bytes.subarray(starts[0], ends.at(-1)))
    } else if (this.#lines.broken) this.#stop('opening-form')
    else this.#ended = true
  }

  /** Goes through what is left: it belongs to no entry. */
  async end(): Promise<void> {
    for (;;) {
      while (!this.#hasNext()) await this.load()
      if (!this.#next) return
      this.#find('opening-astray', this.#next)
      this.#next = null
    }
  }

  #check(opening: CheckedOpening, entry: E): void {
    const { seq, type, fields, commitments } = entry
    const { export: exportSeq, level, masked } = this.#manifest
    const { field, kind } = opening
    const index = fields.indexOf(field, this.#fieldsPast)
    if (index === -1 || (seq === exportSeq && field === 'openings'))
      return this.#find('opening-astray', opening)
    this.#passFields(entry, index)
    this.#fieldsPast = index + 1
    if (!mayHaveLine(level, type, field) || (kind === 'masked' && !masked))
      return this.#find('opening-beyond-level', opening)
    if (kind === 'opened') {
      if (opening.commitment !== commitments[index]) return this.#find('opening-differs', opening)
      this.values.opened += 1
      this.#onOpened?.(entry, field, opening.value)
    } else this.values[kind] += 1
  }

  /** Counts the fields up to one that have no opening. */
  #passFields({ seq, fields }: E, end: number): void {
    const { export: exportSeq, from, level, to } = this.#manifest
    for (let index = this.#fieldsPast; index < end; index += 1) {
      const field = fields[index] ?? ''
      if (seq === exportSeq && field === 'openings') continue
      this.values.sealed += 1
      if (level === 'full' && seq >= from && seq < to && !this.#stopped)
        this.#find('opening-missing', { seq, field })
    }
  }

  /** Whether it is known what comes next: an opening, or none; false where that has to be read. */
  #hasNext(): boolean {
    if (this.#next || this.#ended) return true
    if (!this.#batch || this.#at === this.#batch.ends.length) return false
    const { bytes, starts, ends } = this.#batch
    const opening = this.#reader.read(bytes, starts[this.#at] ?? 0, ends[this.#at] ?? 0, this.#wellFormed)
    this.#at += 1
    if (!opening) this.#stop('opening-form')
    else if (
      opening.seq < this.#lastSeq ||
      (opening.seq === this.#lastSeq && opening.field <= this.#lastField)
    )
      this.#stop('opening-order', opening)
    else {
      this.#next = opening
      this.#lastSeq = opening.seq
      this.#lastField = opening.field
    }
    return true
  }

  #stop(code: FindingCode, place: Partial<Pick<CheckedOpening, 'seq' | 'field'>> = {}): void {
    this.#stopped = true
    this.#ended = true
    this.#find(code, place)
  }

  #find(code: FindingCode, { seq, field }: Partial<Pick<CheckedOpening, 'seq' | 'field'>>): void {
    if (this.found.length < 100)
      this.found.push({
        code,
        file: 'openings.jsonl',
        ...(seq === undefined ? {} : { seq }),
        ...(field === undefined ? {} : { field }),
      })
  }
}
