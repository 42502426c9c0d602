import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { type Finding, finding } from './finding.ts'
import { logTables, logTriggers } from './log-schema.ts'
import type { Position } from './log.ts'
import { emptyRoot } from './merkle.ts'
import { RunningRoot } from './running-root.ts'
import { StoredCheckpoints } from './stored-checkpoints.ts'
import { StoredTree } from './stored-tree.ts'

export interface CheckRequest {
  logId: string
  /** The signed note that stands outside the file, or null where this computer never signed one for this log. */
  anchorNote: string | null
  /** Ed25519, 32 bytes: the installation's signing key. */
  publicKey: Uint8Array
  /** Each leaf in order, for a caller that also folds the log into something. */
  onLeaf?: (leaf: string) => void
  onProgress?: (done: number, total: number) => void
  signal?: AbortSignal
}

export interface CheckResult {
  findings: Finding[]
  /** What the entries really add up to. */
  found: Position
  anchored: Position | null
}

/** Leaves between two turns of the event loop: some 5 ms of work. */
const sliceLeaves = 2_000
/** Signatures between two turns: some 5 ms too. */
const sliceSignatures = 50
/** Findings after which there is no point in looking further. */
const enough = 100

/**
 * Holds a log against its tree, its checkpoints and the anchor outside the file: every leaf is hashed again and the
 * tree is rebuilt beside the stored one. Yields to the event loop often. Damage that SQLite itself reports becomes a
 * finding too.
 */
export async function checkLog(connection: Connection, request: CheckRequest): Promise<CheckResult> {
  const { anchored, forged } = anchorOf(request)
  const missing = missingParts(connection)
  const nothing = { found: { size: 0, root: emptyRoot }, anchored }
  if (missing.some((one) => one.kind === 'table-missing')) return { ...nothing, findings: missing }
  const findings = forged ? [...missing, finding('anchor-forged')] : [...missing]
  try {
    const found = await recompute(connection, request, anchored, findings)
    return { findings, found, anchored }
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'damaged') throw error
    return { ...nothing, findings: [...missing, finding('unreadable')] }
  }
}

/** Reads the log from its first entry to its last, in slices, and adds to `findings`. */
async function recompute(
  connection: Connection,
  request: CheckRequest,
  anchored: Position | null,
  findings: Finding[],
): Promise<Position> {
  const tree = new StoredTree(connection)
  const running = new RunningRoot((level, position, hash) => tree.take(level, position, hash))
  const stored = new StoredCheckpoints(connection, (note) => opened(note, request))
  const page = connection.prepare<{ seq: number; prefixed: string }>(
    'SELECT seq, char(0) || leaf AS prefixed FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?',
  )
  const total = lastSequence(connection) + 1
  // Outside of the order in which the log is read, but not outside of what a query can show.
  const outside = connection.prepare<{ seq: number }>('SELECT seq FROM entry WHERE seq < 0 LIMIT 1').get()
  if (outside) findings.push(finding('entry-added', outside.seq))

  let size = 0
  let treeFits = true
  for (let rows = page.all(0, sliceLeaves); rows.length > 0; rows = page.all(size, sliceLeaves)) {
    const roots = await rootsUpTo(stored, size, (rows.at(-1)?.seq ?? size) + 1)
    if (anchored) roots.set(anchored.size, [...(roots.get(anchored.size) ?? []), anchored.root])
    const rootFindings: Finding[] = []
    const compareRoot = () => {
      for (const root of roots.get(size) ?? [])
        if (root === null) rootFindings.push(finding('checkpoint-forged'))
        else if (Buffer.compare(root, running.root) !== 0)
          rootFindings.push(finding(anchored?.size === size ? 'differs-from-anchor' : 'checkpoint-forged'))
    }
    for (const { seq, prefixed } of rows) {
      while (size < seq && findings.length <= enough) {
        findings.push(finding('entry-missing', size))
        running.addMissing()
        size += 1
        compareRoot()
      }
      if (size < seq) break
      running.add(prefixed)
      request.onLeaf?.(prefixed.slice(1))
      size = seq + 1
      compareRoot()
    }
    for (const { level, position, stored: isThere } of tree.differences())
      if (level > 0) treeFits = false
      else findings.push(finding(isThere ? 'entry-changed' : 'entry-added', position))
    // Behind the entries, since the first finding is what a person is told.
    findings.push(...rootFindings)
    if (findings.length > enough) return { size, root: running.root }
    request.onProgress?.(size, total)
    await nextTurn()
    request.signal?.throwIfAborted()
  }

  if (tree.hasMoreLeaves) findings.push(finding('entry-missing', size))
  else if (tree.hasMoreNodes) treeFits = false
  if (!treeFits) findings.push(finding('tree-changed'))
  if (anchored && anchored.size > size) findings.push(finding('behind-anchor'))
  // Signed once, so the log was that long: found here even when the anchor was put back together with the entries.
  if (stored.outside(size, anchored?.size ?? null)) findings.push(finding('checkpoint-forged'))
  if (!request.anchorNote && size > 0) findings.push(finding('anchor-missing'))
  return { size, root: running.root }
}

/** The roots that were signed, by size, for those of more than `from` entries and at most `to`; null for a forgery. */
async function rootsUpTo(
  stored: StoredCheckpoints,
  from: number,
  to: number,
): Promise<Map<number, (Uint8Array | null)[]>> {
  const roots = new Map<number, (Uint8Array | null)[]>()
  for (const [size, root] of stored.between(from, to)) {
    roots.set(size, [root])
    if (roots.size % sliceSignatures === 0) await nextTurn()
  }
  return roots
}

/** Of the last entry, -1 where there is none; no more than a number holds exactly, whatever somebody has put there. */
function lastSequence(connection: Connection): number {
  return (
    connection
      .prepare<{ seq: number }>(
        `SELECT min(coalesce(max(seq), -1), ${Number.MAX_SAFE_INTEGER - 1}) AS seq FROM entry`,
      )
      .get()?.seq ?? -1
  )
}

function missingParts(connection: Connection): Finding[] {
  const names = new Set(
    connection
      .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type IN ('table', 'trigger')`)
      .all()
      .map((row) => row.name),
  )
  const findings: Finding[] = []
  if (logTables.some((name) => !names.has(name))) findings.push(finding('table-missing'))
  if (logTriggers.some((name) => !names.has(name))) findings.push(finding('guard-missing'))
  return findings
}

function anchorOf(request: CheckRequest): { anchored: Position | null; forged: boolean } {
  if (request.anchorNote === null) return { anchored: null, forged: false }
  const checkpoint = opened(request.anchorNote, request)
  return checkpoint ? { anchored: checkpoint, forged: false } : { anchored: null, forged: true }
}

/** The checkpoint in a note, if this installation signed it and it is of this log. */
function opened(note: string, request: CheckRequest): Checkpoint | null {
  try {
    const checkpoint = openCheckpoint(note, request.publicKey)
    return checkpoint.logId === request.logId ? checkpoint : null
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}
