import { isCount, isHash, isId, isObject, type JsonObject } from '../json/shape.ts'

/** One entry of a log, a leaf of its tree: docs/audit-bundle.md, section 6. */
export interface Entry {
  about: JsonObject
  actor: string | null
  at: number
  id: string
  outcome: string
  role: string
  sealed: Readonly<Record<string, string>>
  seq: number
  type: string
}

/** In the order in which canonical JSON has them. */
const members = 'about,actor,at,id,outcome,role,sealed,seq,type,v'
const withState = 'about,actor,at,id,outcome,role,sealed,seq,state,type,v'
export const fieldName = /^[A-Za-z][A-Za-z0-9]*$/

/** @param value from a line of `entries.jsonl`; undefined where it is none */
export function parseEntry(value: unknown): Entry | null {
  if (!isObject(value)) return null
  const named = Object.keys(value).join()
  if (named !== members && !(named === withState && isHash(value['state']))) return null
  const { about, actor, at, id, outcome, role, sealed, seq, type, v } = value
  if (v !== 1 || !isCount(seq) || !isCount(at) || !isId(id) || !isObject(about)) return null
  if (typeof outcome !== 'string' || typeof role !== 'string' || typeof type !== 'string') return null
  if (actor !== null && !isId(actor)) return null
  if (!isSealed(sealed)) return null
  return { about, actor, at, id, outcome, role, sealed, seq, type }
}

function isSealed(value: unknown): value is Entry['sealed'] {
  if (!isObject(value)) return false
  for (const field in value) if (!fieldName.test(field) || !isHash(value[field])) return false
  return true
}
