import { Entry } from '../audit/entry.ts'
import { events } from '../audit/event.ts'
import type { Refusal } from '../contract/binding.ts'
import type { WorkspaceId } from '../ids.ts'
import type { Firm } from './firm.ts'

/**
 * What the firm's log holds about a workspace since its last unlock, with the index reached, so that nothing can be
 * dropped in between when the workspace's own log takes it over.
 */
export function refusalsSince(firm: Firm, workspace: WorkspaceId): { seqs: number; refusals: Refusal[] } {
  const { connection, log } = firm.parts
  const from =
    connection.prepare<{ copied_to: number }>('SELECT copied_to FROM workspace WHERE id = ?').get(workspace)
      ?.copied_to ?? 0
  const rows = connection
    .prepare<{ leaf: string }>(
      `SELECT leaf FROM entry WHERE seq >= ? AND json_extract(leaf, '$.type') = 'unlock.refused'
       AND json_extract(leaf, '$.about.workspace') = ? ORDER BY seq`,
    )
    .all(from, workspace)
  const refusals = rows.map(({ leaf }) => {
    const entry = Entry.parse(JSON.parse(leaf))
    const { staff, code } = events['unlock.refused'].about.parse(entry.about)
    return { firmLogSeq: entry.seq, staff, code }
  })
  return { seqs: log.log.size, refusals }
}
