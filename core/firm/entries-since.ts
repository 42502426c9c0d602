import { Entry } from '../audit/entry.ts'
import { events } from '../audit/event.ts'
import { FirmEntry } from '../contract/desk.ts'
import type { WorkspaceId } from '../ids.ts'
import type { Firm } from './firm.ts'
import { reasonAt } from './grants/grant-log.ts'

/**
 * What the firm's log has said about a workspace from an entry on, with the index reached. Where to begin is the
 * workspace's to say, from its own log, so that nothing in firm.db can make it skip what stands in between (A4).
 */
export function entriesSince(
  firm: Firm,
  workspace: WorkspaceId,
  from: number,
): { size: number; nowMs: number; entries: FirmEntry[] } {
  const { connection, log } = firm.parts
  const rows = connection
    .prepare<{ leaf: string }>(
      `SELECT leaf FROM entry WHERE seq >= ? AND json_extract(leaf, '$.about.workspace') = ? ORDER BY seq`,
    )
    .all(from, workspace)
  const entries = rows.flatMap(({ leaf }) => {
    const entry = Entry.parse(JSON.parse(leaf))
    const copy = copyOf(firm, entry)
    return copy ? [FirmEntry.parse(copy)] : []
  })
  return { size: log.log.size, nowMs: log.clock.now(), entries }
}

function copyOf(firm: Firm, { seq: firmLogSeq, type, about, outcome }: Entry): FirmEntry | null {
  switch (type) {
    case 'unlock.refused': {
      const { staff, code } = events[type].about.parse(about)
      return { type, about: { firmLogSeq, staff, code } }
    }
    case 'grant.asked':
      return {
        type,
        about: { ...events[type].about.parse(about), firmLogSeq },
        reason: reasonAt(firm, firmLogSeq),
      }
    case 'grant.looked':
      return {
        type,
        about: { ...events[type].about.parse(about), firmLogSeq },
        isRefused: outcome === 'refused',
      }
    case 'grant.withdrawn':
    case 'grant.expired':
      return { type, about: { ...events[type].about.parse(about), firmLogSeq } }
    case 'across.refused': {
      const parsed = events[type].about.parse(about)
      return parsed.workspace === null
        ? null
        : { type, about: { ...parsed, workspace: parsed.workspace, firmLogSeq } }
    }
    default:
      // What happens in the workspace itself is in its own log already, and the rest is the firm's.
      return null
  }
}
