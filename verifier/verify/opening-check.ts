import type { EntryHead } from '../bundle/read-entry.ts'
import { mayHaveLine } from '../bundle/levels.ts'
import type { Manifest } from '../bundle/manifest.ts'
import { type CheckedOpening, OpeningReader } from '../bundle/read-opening.ts'
import type { Engine } from '../engine.ts'
import type { LineBatch, Lines } from '../json/lines.ts'
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
  #last: { seq: number; field: string } = { seq: -1, field: '' }
  /** Fields of the entry at hand that have an opening. */
  readonly #listed: string[] = []
  /** What was read and belongs to no entry yet. */
  #next: CheckedOpening | null = null
  /** Whether nothing follows it. */
  #ended = false
  #stopped = false

  constructor(lines: Lines, manifest: Manifest, engine: Engine, onOpened?: OnOpened<E>) {
    this.#lines = lines
    this.#manifest = manifest
    this.#engine = engine
    this.#reader = new OpeningReader(manifest.log, engine, onOpened !== undefined)
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
        this.#countSealed(entry)
        this.#listed.length = 0
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
    const { field } = opening
    const index = fields.indexOf(field)
    if (index === -1 || (seq === exportSeq && field === 'openings'))
      return this.#find('opening-astray', opening)
    this.#listed.push(field)
    if (!mayHaveLine(level, type, field) || (opening.kind === 'masked' && !masked))
      return this.#find('opening-beyond-level', opening)
    switch (opening.kind) {
      case 'opened':
        if (opening.commitment !== commitments[index]) return this.#find('opening-differs', opening)
        this.values.opened += 1
        this.#onOpened?.(entry, field, opening.value)
        return
      case 'masked':
        this.values.masked += 1
        return
      case 'withheld':
        this.values[opening.why === 'erased' ? 'erased' : 'notReadable'] += 1
    }
  }

  #countSealed({ seq, fields }: E): void {
    const { export: exportSeq, from, level, to } = this.#manifest
    // Each that is listed is another one of them.
    if (this.#listed.length === fields.length) return
    for (const field of fields) {
      if (this.#listed.includes(field) || (seq === exportSeq && field === 'openings')) continue
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
    const { seq, field } = this.#last
    if (!opening) this.#stop('opening-form')
    else if (opening.seq < seq || (opening.seq === seq && opening.field <= field))
      this.#stop('opening-order', opening)
    else this.#next = this.#last = opening
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
