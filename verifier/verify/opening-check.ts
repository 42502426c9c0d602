import type { EntryHead } from '../bundle/read-entry.ts'
import { mayHaveLine } from '../bundle/levels.ts'
import type { Manifest } from '../bundle/manifest.ts'
import { type CheckedOpening, OpeningReader } from '../bundle/read-opening.ts'
import type { Engine } from '../engine.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
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
  #waiting: CheckedOpening | null = null
  #stopped = false

  constructor(lines: Lines, manifest: Manifest, engine: Engine, onOpened?: OnOpened<E>) {
    this.#lines = lines
    this.#manifest = manifest
    this.#engine = engine
    this.#reader = new OpeningReader(manifest.log, engine)
    this.#onOpened = onOpened
  }

  /** Whether a line was none or out of order, so that the rest was left. */
  get stopped(): boolean {
    return this.#stopped
  }

  /** Checks what the openings say of these entries, which follow those given before. */
  async take(entries: readonly E[]): Promise<void> {
    for (const entry of entries) {
      let listed: Set<string> | null = null
      for (;;) {
        const opening = this.#waiting ?? (this.#advance() ? this.#parseNext() : await this.#load())
        if (!opening || opening.seq > entry.seq) {
          this.#waiting = opening
          break
        }
        this.#waiting = null
        if (opening.seq < entry.seq) this.#find('opening-astray', opening)
        else this.#check(opening, entry, (listed ??= new Set()))
      }
      this.#countSealed(entry, listed)
    }
  }

  /** Goes through what is left: it belongs to no entry. */
  async end(): Promise<void> {
    for (;;) {
      const opening = this.#waiting ?? (this.#advance() ? this.#parseNext() : await this.#load())
      this.#waiting = null
      if (!opening) return
      this.#find('opening-astray', opening)
    }
  }

  #check(opening: CheckedOpening, entry: E, listed: Set<string>): void {
    const { seq, type, sealed } = entry
    const { export: exportSeq, level, masked } = this.#manifest
    const { field, kind } = opening
    if (!Object.hasOwn(sealed, field) || (seq === exportSeq && field === 'openings'))
      return this.#find('opening-astray', opening)
    listed.add(field)
    if (!mayHaveLine(level, type, field) || (kind === 'masked' && !masked))
      return this.#find('opening-beyond-level', opening)
    switch (kind) {
      case 'opened':
        if (opening.commitment !== sealed[field]) return this.#find('opening-differs', opening)
        this.values.opened += 1
        this.#onOpened?.(entry, field, this.#valueRead())
        return
      case 'masked':
        this.values.masked += 1
        return
      case 'withheld':
        this.values[opening.why === 'erased' ? 'erased' : 'notReadable'] += 1
    }
  }

  #countSealed({ seq, sealed }: E, listed: ReadonlySet<string> | null): void {
    const { export: exportSeq, from, level, to } = this.#manifest
    for (const field in sealed) {
      if (listed?.has(field) === true || (seq === exportSeq && field === 'openings')) continue
      this.values.sealed += 1
      if (level === 'full' && seq >= from && seq < to && !this.#stopped)
        this.#find('opening-missing', { seq, field })
    }
  }

  #advance(): boolean {
    return this.#batch !== null && this.#at < this.#batch.ends.length
  }

  async #load(): Promise<CheckedOpening | null> {
    if (this.#stopped) return null
    this.#batch = await this.#lines.next()
    this.#at = 0
    this.#wellFormed =
      this.#batch !== null && this.#engine.isUtf8(this.#batch.bytes.subarray(1, this.#batch.ends.at(-1)))
    if (this.#batch) return this.#parseNext()
    if (this.#lines.broken) this.#stop('opening-form')
    return null
  }

  #parseNext(): CheckedOpening | null {
    if (this.#stopped || !this.#batch) return null
    const { bytes, starts, ends } = this.#batch
    const opening = this.#reader.read(bytes, starts[this.#at] ?? 0, ends[this.#at] ?? 0, this.#wellFormed)
    this.#at += 1
    if (!opening) return this.#stop('opening-form')
    const { seq, field } = this.#last
    if (opening.seq < seq || (opening.seq === seq && opening.field <= field))
      return this.#stop('opening-order', opening)
    this.#last = opening
    return opening
  }

  /** Of the opening that was read last. */
  #valueRead(): unknown {
    if (!this.#batch) return undefined
    const { bytes, starts, ends } = this.#batch
    const text = decodeUtf8(bytes.subarray(starts[this.#at - 1], ends[this.#at - 1]))
    return (JSON.parse(text ?? 'null') as { value: unknown }).value
  }

  #stop(code: FindingCode, place: Partial<Pick<CheckedOpening, 'seq' | 'field'>> = {}): null {
    this.#stopped = true
    this.#find(code, place)
    return null
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
