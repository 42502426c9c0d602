import type { InputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import type { ReleaseLevel } from '../../../core/release-level.ts'
import { startOfDay } from '../day.ts'

/** What a person has chosen so far. */
export interface AskedExport {
  level: ReleaseLevel
  masked: boolean
  /** Days as "2025-07-14", both included; an empty text is an end of the log. */
  from: string
  to: string
}

export const firstAsked: AskedExport = { level: 'redacted', masked: false, from: '', to: '' }

/** Masking is for what has names or words. */
export function mayMask(level: ReleaseLevel): boolean {
  return level === 'named' || level === 'full'
}

export function inputOf({
  level,
  masked,
  from,
  to,
}: AskedExport): InputOf<(typeof workspaceContract)['log.previewExport']> {
  return {
    level,
    masked: masked && mayMask(level),
    from: from === '' ? null : { timeMs: startOfDay(from, 0) },
    before: to === '' ? null : { timeMs: startOfDay(to, 1) },
  }
}
