import type { Engine } from '../engine.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { hasMembers, isCount, isHash } from '../json/shape.ts'

/** What is said of one sealed value: docs/audit-bundle.md, section 8. */
export type Opening = { seq: number; field: string } & (
  | { kind: 'opened'; salt: string; value: unknown }
  | { kind: 'masked'; value: unknown }
  | { kind: 'withheld'; why: 'erased' | 'not-readable' }
)

/** @param value from a line of `openings.jsonl`; undefined where it is none */
export function parseOpening(value: unknown): Opening | null {
  if (hasMembers(value, ['field', 'salt', 'seq', 'value'])) {
    const { field, salt, seq } = value
    if (typeof field !== 'string' || !isCount(seq) || !isHash(salt)) return null
    return { kind: 'opened', field, seq, salt, value: value['value'] }
  }
  if (hasMembers(value, ['field', 'masked', 'seq'])) {
    const { field, seq, masked } = value
    if (typeof field !== 'string' || !isCount(seq)) return null
    return { kind: 'masked', field, seq, value: masked }
  }
  if (hasMembers(value, ['field', 'seq', 'withheld'])) {
    const { field, seq, withheld } = value
    if (typeof field !== 'string' || !isCount(seq)) return null
    if (withheld !== 'erased' && withheld !== 'not-readable') return null
    return { kind: 'withheld', field, seq, why: withheld }
  }
  return null
}

interface Placed {
  log: string
  seq: number
  field: string
  salt: string
  value: unknown
}

/** The commitment to a value in its place, in hex. */
export function commitmentTo({ log, seq, field, salt, value }: Placed, { sha256Hex }: Engine): string {
  const text = canonicalJson(['bulkhead/commitment/v1', log, seq, field, salt, value])
  return sha256Hex(text)
}
