import type { Log } from '../audit/log.ts'
import { BulkheadError } from '../errors.ts'
import type { ReleaseLevel } from '../release-level.ts'
import type { Role } from '../roles.ts'

/** An end of a range: the number of an entry, or a time in Unix milliseconds. */
type Bound = { seq: number } | { timeMs: number }

export interface Asked {
  /** The first entry, and the first that is not shown any more; null for the ends of the log. */
  from: Bound | null
  before: Bound | null
  level: ReleaseLevel
  masked: boolean
}

/** What an export shows: the same words as in its entries and its manifest. */
export interface ExportPlan {
  from: number
  to: number
  level: ReleaseLevel
  masked: boolean
}

/** Who may export how much: names and words are an owner's to release. */
export function mayExport(role: Role, level: ReleaseLevel): boolean {
  return role === 'owner' || (role === 'auditor' && (level === 'proof' || level === 'redacted'))
}

/** @throws BulkheadError `bad-input` for a range without entries, and for masking where there is nothing to mask */
export function planExport(log: Log, { from, before, level, masked }: Asked): ExportPlan {
  const { size } = log
  const seqOf = (bound: Bound) => ('seq' in bound ? bound.seq : log.firstSince(bound.timeMs))
  const plan = {
    from: from === null ? 0 : seqOf(from),
    to: Math.min(size, before === null ? size : seqOf(before)),
    level,
    masked,
  }
  if (plan.from >= plan.to) throw new BulkheadError('bad-input', 'The log has no entries in that range.')
  if (masked && (level === 'proof' || level === 'redacted'))
    throw new BulkheadError('bad-input', 'Masking is for exports with names or words; the others hold none.')
  return plan
}
