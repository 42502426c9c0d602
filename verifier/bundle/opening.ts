import type { Engine } from '../engine.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { isCount, isHash, isObject } from '../json/shape.ts'

/** What is said of one sealed value: docs/audit-bundle.md, section 8. */
export type Opening = { seq: number; field: string } & (
  | { kind: 'opened'; salt: string; value: unknown }
  | { kind: 'masked'; value: unknown }
  | { kind: 'erased' | 'notReadable' }
)

/** @param value from a line of `openings.jsonl`, whose members stand in their order; undefined where it is none */
export function parseOpening(value: unknown): Opening | null {
  if (!isObject(value)) return null
  const { field, seq, salt, withheld } = value
  if (typeof field !== 'string' || !isCount(seq)) return null
  switch (Object.keys(value).join()) {
    case 'field,salt,seq,value':
      return isHash(salt) ? { kind: 'opened', field, seq, salt, value: value['value'] } : null
    case 'field,masked,seq':
      return { kind: 'masked', field, seq, value: value['masked'] }
    case 'field,seq,withheld':
      if (withheld === 'erased') return { kind: 'erased', field, seq }
      return withheld === 'not-readable' ? { kind: 'notReadable', field, seq } : null
    default:
      return null
  }
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
  const place = JSON.stringify(['bulkhead/commitment/v1', log, seq, field, salt]).slice(0, -1)
  return sha256Hex(new TextEncoder().encode(`${place},${canonicalJson(value)}]`))
}
