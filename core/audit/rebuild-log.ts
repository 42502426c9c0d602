import type { Connection } from '../database/connection.ts'
import type { FirmId, WorkspaceId } from '../ids.ts'
import { canonicalJson } from './canonical-json.ts'
import { Entry } from './entry.ts'
import { logGuards, logSchema, logTriggers } from './log-schema.ts'
import { appendLeaf, leafHash } from './merkle.ts'
import { TreeNodes } from './tree-nodes.ts'

/** Between two turns of the event loop. */
const stepEntries = 200
const stepRows = 2_000

/**
 * Makes a damaged log able to go on: what is left of it is kept as it is, each entry that is missing or no entry any
 * more is marked as lost, and the tree is built again over the result. It hides nothing: the caller appends
 * `log.continued` with the findings and the old anchor, and no consistency proof leads from the old tree to the new
 * one. Must run in a transaction, from its first step to its last.
 *
 * @param anchoredSize entries that there were by the anchor outside the file, 0 where it is none
 * @returns steps of some milliseconds, each with how many entries are done, and of how many
 */
export function* rebuildLog(
  connection: Connection,
  log: WorkspaceId | FirmId,
  anchoredSize: number,
): Generator<{ done: number; total: number }, void> {
  for (const trigger of logTriggers) connection.execute(`DROP TRIGGER IF EXISTS ${trigger}`)
  connection.execute(logSchema.replaceAll('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'))
  const leaves = countOf(connection, 'SELECT count(*) AS count FROM log_node WHERE level = 0')
  const end = countOf(connection, 'SELECT coalesce(max(seq), -1) + 1 AS count FROM entry')
  const known = Math.min(end, Math.max(anchoredSize, leaves))
  for (const table of ['log_node', 'log_checkpoint'] as const)
    while (deleteSome(connection, table)) yield { done: 0, total: known }

  const select = connection.prepare<{ leaf: string }>('SELECT leaf FROM entry WHERE seq = ?')
  const put = connection.prepare('INSERT OR REPLACE INTO entry (seq, leaf) VALUES (?, ?)')
  const stray = connection.prepare<{ seq: number }>(
    'SELECT seq FROM entry WHERE seq < 0 OR seq > ? ORDER BY seq LIMIT 1',
  )
  const move = connection.prepare('UPDATE entry SET seq = ? WHERE seq = ?')
  const nodes = new TreeNodes(connection)
  for (let seq = 0; ; seq += 1) {
    let leaf = select.get(seq)?.leaf
    if (leaf === undefined && seq >= known) {
      // What was put beyond the end of the log, however far, comes up to it.
      const from = stray.get(seq)?.seq
      if (from === undefined) break
      move.run(seq, from)
      leaf = select.get(seq)?.leaf
    }
    if (leaf === undefined || !isEntry(leaf)) {
      leaf = lostEntry(log, seq)
      put.run(seq, leaf)
    }
    appendLeaf(nodes, seq, leafHash(Buffer.from(leaf, 'utf8')))
    if ((seq + 1) % stepEntries === 0) yield { done: seq + 1, total: Math.max(known, seq + 1) }
  }
  connection.execute(logGuards)
}

/** Takes rows out from the end of a table; false where there were none. */
function deleteSome(connection: Connection, table: 'log_node' | 'log_checkpoint'): boolean {
  const keys = table === 'log_node' ? 'level, position' : 'size'
  return (
    connection
      .prepare(`DELETE FROM ${table} WHERE (${keys}) IN (SELECT ${keys} FROM ${table} LIMIT ${stepRows})`)
      .run().changes > 0
  )
}

function countOf(connection: Connection, sql: string): number {
  return connection.prepare<{ count: number }>(sql).get()?.count ?? 0
}

function isEntry(leaf: string): boolean {
  try {
    return Entry.safeParse(JSON.parse(leaf)).success
  } catch {
    return false
  }
}

function lostEntry(log: WorkspaceId | FirmId, seq: number): string {
  const entry: Entry = {
    v: 1,
    seq,
    at: 0,
    // No randomness: the mark says nothing but that something stood here.
    id: log,
    type: 'log.lost',
    actor: null,
    role: 'system',
    outcome: 'failed',
    about: {},
    sealed: {},
  }
  return canonicalJson(entry)
}
