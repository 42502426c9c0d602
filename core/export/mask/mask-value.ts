import { maskText } from './mask-text.ts'

/**
 * Members of a value that are a hash of client text. With one unknown number in a text that is otherwise known, its hash
 * gives the number away.
 */
const hashes = new Set(['sha256', 'openings'])
const hash = /^[0-9a-f]{64}$/

/** A value of plain JSON with personal data masked in every string of it. */
export function maskValue(value: unknown): { value: unknown; changed: boolean } {
  const mask = new ValueMask()
  return { value: mask.masked(value), changed: mask.changed }
}

class ValueMask {
  changed = false

  masked(value: unknown): unknown {
    if (typeof value === 'string') return this.#changedTo(hash.test(value) ? hidden : maskText(value), value)
    if (Array.isArray(value)) return value.map((one) => this.masked(one))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, one]): [string, unknown] => [
        key,
        hashes.has(key) && typeof one === 'string' ? this.#changedTo(hidden, one) : this.masked(one),
      ]),
    )
  }

  #changedTo(masked: string, value: string): string {
    if (masked !== value) this.changed = true
    return masked
  }
}

const hidden = '[masked hash]'
