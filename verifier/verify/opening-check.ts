import type { Entry } from '../bundle/entry.ts'
import { mayHaveLine } from '../bundle/levels.ts'
import type { Manifest } from '../bundle/manifest.ts'
import { commitmentTo, type Opening, parseOpening } from '../bundle/opening.ts'
import type { Engine } from '../engine.ts'
import { parseCanonical } from '../json/canonical-json.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import type { LineBatch, Lines } from '../json/lines.ts'
import type { Finding, FindingCode } from '../report/finding.ts'
import type { Values } from '../report/report.ts'

export type OnOpened = (entry: Entry, field: string, value: unknown) => void

/** Goes through the openings beside the entries, both in ascending order: step 6 of docs/audit-bundle.md, section 10. */
export class OpeningCheck {
  readonly #lines: Lines
  readonly #manifest: Manifest
  readonly #engine: Engine
  readonly #onOpened: OnOpened
  readonly found: Finding[] = []
  readonly values: Values = { opened: 0, masked: 0, erased: 0, notReadable: 0, sealed: 0 }
  #batch: LineBatch | null = null
  #at = 0
  #last: { seq: number; field: string } = { seq: -1, field: '' }
  #waiting: Opening | null = null
  #stopped = false

  constructor(lines: Lines, manifest: Manifest, engine: Engine, onOpened: OnOpened = () => undefined) {
    this.#lines = lines
    this.#manifest = manifest
    this.#engine = engine
    this.#onOpened = onOpened
  }

  /** Whether a line was none or out of order, so that the rest was left. */
  get stopped(): boolean {
    return this.#stopped
  }

  /** Checks what the openings say of these entries, which follow those given before. */
  async take(entries: readonly Entry[]): Promise<void> {
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

  #check(opening: Opening, entry: Entry, listed: Set<string>): void {
    const { seq, type, sealed } = entry
    const { export: exportSeq, level, log, masked } = this.#manifest
    const { field, kind } = opening
    if (!Object.hasOwn(sealed, field) || (seq === exportSeq && field === 'openings'))
      return this.#find('opening-astray', opening)
    listed.add(field)
    if (!mayHaveLine(level, type, field) || (kind === 'masked' && !masked))
      return this.#find('opening-beyond-level', opening)
    switch (kind) {
      case 'opened': {
        const { salt, value } = opening
        if (commitmentTo({ log, seq, field, salt, value }, this.#engine) !== sealed[field])
          return this.#find('opening-differs', opening)
        this.values.opened += 1
        this.#onOpened(entry, field, value)
        return
      }
      case 'masked':
        this.values.masked += 1
        return
      case 'withheld':
        this.values[opening.why === 'erased' ? 'erased' : 'notReadable'] += 1
    }
  }

  #countSealed({ seq, sealed }: Entry, listed: ReadonlySet<string> | null): void {
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

  async #load(): Promise<Opening | null> {
    if (this.#stopped) return null
    this.#batch = await this.#lines.next()
    this.#at = 0
    if (this.#batch) return this.#parseNext()
    if (this.#lines.broken) this.#stop('opening-form')
    return null
  }

  #parseNext(): Opening | null {
    if (this.#stopped || !this.#batch) return null
    const { bytes, starts, ends } = this.#batch
    const text = decodeUtf8(bytes.subarray(starts[this.#at], ends[this.#at]))
    this.#at += 1
    const opening = text === null ? null : parseOpening(parseCanonical(text))
    if (!opening) return this.#stop('opening-form')
    const { seq, field } = this.#last
    if (opening.seq < seq || (opening.seq === seq && opening.field <= field))
      return this.#stop('opening-order', opening)
    this.#last = opening
    return opening
  }

  #stop(code: FindingCode, place: Partial<Pick<Opening, 'seq' | 'field'>> = {}): null {
    this.#stopped = true
    this.#find(code, place)
    return null
  }

  #find(code: FindingCode, { seq, field }: Partial<Pick<Opening, 'seq' | 'field'>>): void {
    if (this.found.length < 100)
      this.found.push({
        code,
        file: 'openings.jsonl',
        ...(seq === undefined ? {} : { seq }),
        ...(field === undefined ? {} : { field }),
      })
  }
}
