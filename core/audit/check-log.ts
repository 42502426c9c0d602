import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { type Finding, finding } from './finding.ts'
import { logTables, logTriggers } from './log-schema.ts'
import type { Position } from './log.ts'
import { emptyRoot, leafHash } from './merkle.ts'
import { RunningRoot } from './running-root.ts'

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

/** Leaves between two turns of the event loop. */
const slice = 2_000
/** Findings after which there is no point in looking further. */
const enough = 100

/**
 * Holds a log against its tree, its checkpoints and the anchor outside the file: every leaf is hashed again and the
 * tree is rebuilt beside the stored one. Yields to the event loop often. Damage that SQLite itself reports becomes a
 * finding too.
 */
export async function checkLog(connection: Connection, request: CheckRequest): Promise<CheckResult> {
  const missing = missingParts(connection)
  if (missing.some((one) => one.kind === 'table-missing'))
    return { findings: missing, found: { size: 0, root: emptyRoot }, anchored: anchorOf(request).anchored }
  try {
    return await recompute(connection, request, missing)
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'damaged') throw error
    return {
      findings: [...missing, finding('unreadable')],
      found: { size: 0, root: emptyRoot },
      anchored: anchorOf(request).anchored,
    }
  }
}

async function recompute(
  connection: Connection,
  request: CheckRequest,
  missing: Finding[],
): Promise<CheckResult> {
  const findings = [...missing]
  const { anchored, forged } = anchorOf(request)
  if (forged) findings.push(finding('anchor-forged'))
  const checkpoints = storedCheckpoints(connection, request, findings)
  if (anchored) checkpoints.set(anchored.size, [...(checkpoints.get(anchored.size) ?? []), anchored.root])

  const node = connection.prepare<{ hash: Uint8Array }>(
    'SELECT hash FROM log_node WHERE level = ? AND position = ?',
  )
  let treeFits = true
  let nodes = 0
  const running = new RunningRoot((level, position, hash) => {
    nodes += 1
    const stored = node.get(level, position)?.hash
    if (stored && Buffer.compare(stored, hash) === 0) return
    if (level > 0) treeFits = false
    else findings.push(finding(stored ? 'entry-changed' : 'entry-added', position))
  })
  const compareAt = (size: number) => {
    for (const root of checkpoints.get(size) ?? [])
      if (Buffer.compare(root, running.root(emptyRoot)) !== 0)
        findings.push(finding(anchored?.size === size ? 'differs-from-anchor' : 'checkpoint-forged'))
  }

  const total = connection.prepare<{ count: number }>('SELECT count(*) AS count FROM entry').get()?.count ?? 0
  const page = connection.prepare<{ seq: number; leaf: string }>(
    'SELECT seq, leaf FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?',
  )
  // Outside of the order in which the log is read, but not outside of what a query can show.
  const outside = connection.prepare<{ seq: number }>('SELECT seq FROM entry WHERE seq < 0 LIMIT 1').get()
  if (outside) findings.push(finding('entry-added', outside.seq))
  let size = 0
  compareAt(0)
  for (let rows = page.all(0, slice); rows.length > 0; rows = page.all(size, slice)) {
    for (const { seq, leaf } of rows) {
      for (; size < seq && findings.length <= enough; size += 1) {
        findings.push(finding('entry-missing', size))
        running.add(emptyRoot, size)
        compareAt(size + 1)
      }
      if (findings.length > enough)
        return { findings, found: { size, root: running.root(emptyRoot) }, anchored }
      running.add(leafHash(Buffer.from(leaf, 'utf8')), seq)
      request.onLeaf?.(leaf)
      size = seq + 1
      compareAt(size)
    }
    request.onProgress?.(size, total)
    await nextTurn()
    request.signal?.throwIfAborted()
  }

  const stored = connection
    .prepare<{ leaves: number; nodes: number }>(
      'SELECT count(*) FILTER (WHERE level = 0) AS leaves, count(*) AS nodes FROM log_node',
    )
    .get()
  if (stored && stored.leaves > size) findings.push(finding('entry-missing', size))
  else if (stored && stored.nodes > nodes) treeFits = false
  if (!treeFits) findings.push(finding('tree-changed'))
  if (anchored && anchored.size > size) findings.push(finding('behind-anchor'))
  // Signed once, so the log was that long: found here even when the anchor was put back together with the entries.
  if ([...checkpoints.keys()].some((signed) => signed > size && signed !== anchored?.size))
    findings.push(finding('checkpoint-forged'))
  if (!request.anchorNote && size > 0) findings.push(finding('anchor-missing'))
  return { findings, found: { size, root: running.root(emptyRoot) }, anchored }
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

function storedCheckpoints(
  connection: Connection,
  request: CheckRequest,
  findings: Finding[],
): Map<number, Uint8Array[]> {
  const roots = new Map<number, Uint8Array[]>()
  for (const row of connection
    .prepare<{ size: number; note: string }>('SELECT size, note FROM log_checkpoint')
    .all()) {
    const checkpoint = opened(row.note, request)
    if (checkpoint?.size === row.size) roots.set(row.size, [checkpoint.root])
    else findings.push(finding('checkpoint-forged'))
  }
  return roots
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
