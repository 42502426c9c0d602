/** The most levels of arrays and objects, the outermost counted. */
export const deepest = 64
/** From here on a number is written with an exponent, and is no exact integer to any reader. */
const exponential = 1e21

/**
 * The value of a text that is canonical JSON: docs/audit-bundle.md, section 2. It is rendered again and compared, so that
 * a text has one reading. Undefined for anything else; no JSON text has that value.
 *
 * @param text well-formed, as it comes from decoded UTF-8
 */
export function parseCanonical(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const form = formOf(value, 1)
  if (form === 'none') return undefined
  // `JSON.stringify` writes strings and numbers as RFC 8785 wants them, and keys in the order in which they stand.
  const rendered = form === 'sorted' ? JSON.stringify(value) : canonicalJson(value)
  // A lone surrogate can only have come from an escape, and nothing else escapes one.
  return rendered === text && (!text.includes('\\ud') || isWellFormed(value)) ? value : undefined
}

/** The canonical text of a value that came from `parseCanonical`. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join()}}`
}

type Form = 'none' | 'sorted' | 'unsorted'

/** Whether a parsed value has a canonical form, and whether its keys stand in order already. */
function formOf(value: unknown, level: number): Form {
  if (typeof value === 'number') return isExact(value) ? 'sorted' : 'none'
  if (typeof value !== 'object' || value === null) return 'sorted'
  if (level > deepest) return 'none'
  let form: Form = 'sorted'
  if (Array.isArray(value)) {
    for (const one of value) {
      const inner = formOf(one, level + 1)
      if (inner === 'none') return inner
      if (inner === 'unsorted') form = inner
    }
    return form
  }
  let last = ''
  // A parsed object has no members but its own.
  for (const key in value) {
    const inner = formOf((value as Record<string, unknown>)[key], level + 1)
    if (inner === 'none') return inner
    if (inner === 'unsorted' || key < last) form = 'unsorted'
    last = key
  }
  return form
}

function isExact(value: number): boolean {
  if (!Number.isInteger(value)) return Number.isFinite(value)
  return Number.isSafeInteger(value) || Math.abs(value) >= exponential
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, one]) => key.isWellFormed() && isWellFormed(one))
}
