import { randomBytes } from 'node:crypto'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import { canonicalBytes, canonicalJson } from './canonical-json.ts'
import { commit } from './commitment.ts'
import { coverHashes } from './cover.ts'
import type { Draft, Entry } from './entry.ts'
import type { EventType } from './event.ts'
import { firstSince } from './first-since.ts'
import { appendLeaf, consistencyProof, inclusionProof, leafHash, rootAt } from './merkle.ts'
import { TreeNodes } from './tree-nodes.ts'

/** Entries for each of which one checkpoint is kept in the file. */
const checkpointStretch = 256

/** Where a log stands: its size in entries and the root of its tree. */
export interface Position {
  size: number
  root: Uint8Array
}

/**
 * An append-only log inside an open database: entries, openings and tree. The workspaces and the firm use the same
 * code. `id` is the random id of the workspace or firm; it is part of every commitment.
 */
export class Log {
  readonly id: string
  readonly #connection: Connection
  readonly #nodes: TreeNodes
  readonly #now: () => number
  #latestMs: number

  constructor(connection: Connection, id: string, now: () => number = Date.now) {
    this.id = id
    this.#connection = connection
    this.#nodes = new TreeNodes(connection)
    this.#now = now
    const last = connection
      .prepare<{ at: number }>(`SELECT json_extract(leaf, '$.at') AS at FROM entry ORDER BY seq DESC LIMIT 1`)
      .get()
    this.#latestMs = last?.at ?? 0
  }

  get size(): number {
    const row = this.#connection
      .prepare<{ size: number }>('SELECT coalesce(max(seq), -1) + 1 AS size FROM entry')
      .get()
    return row?.size ?? 0
  }

  /** The latest time this log has seen, in Unix milliseconds; turning the clock back does not move it. */
  get latestMs(): number {
    return this.#latestMs
  }

  /**
   * Adds one entry with its openings. Costs O(log n). It stands or falls with the transaction it is part of, so a
   * change and its entry are durable together (A1).
   *
   * @throws BulkheadError `log-unwritable` outside a transaction
   */
  append(draft: Draft): Entry {
    if (!this.#connection.inTransaction)
      throw new BulkheadError('log-unwritable', 'An entry was written outside of a transaction.')
    const seq = this.size
    this.#latestMs = Math.max(this.#latestMs, this.#now())
    const entry: Entry = {
      v: 1,
      seq,
      at: this.#latestMs,
      id: randomBytes(16).toString('hex'),
      type: draft.type,
      actor: draft.actor.id,
      role: draft.actor.role,
      outcome: draft.outcome,
      about: draft.about,
      sealed: this.#seal(seq, draft.sealed),
      ...(draft.state === undefined ? {} : { state: draft.state }),
    }
    const leaf = canonicalBytes(entry)
    this.#connection
      .prepare('INSERT INTO entry (seq, leaf) VALUES (?, ?)')
      .run(seq, Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).toString('utf8'))
    for (const document of draft.sources ?? [])
      this.#connection
        .prepare('INSERT OR IGNORE INTO opening_source (document, seq) VALUES (?, ?)')
        .run(document, seq)
    appendLeaf(this.#nodes, seq, leafHash(leaf))
    return entry
  }

  #seal(seq: number, values: Record<string, unknown>): Record<string, string> {
    const sealed: Record<string, string> = {}
    for (const [field, value] of Object.entries(values)) {
      const { commitment, salt } = commit({ log: this.id, sequence: seq, field, value })
      this.#connection
        .prepare('INSERT INTO opening (seq, field, salt, value) VALUES (?, ?, ?, ?)')
        .run(seq, field, salt, canonicalJson(value))
      sealed[field] = commitment
    }
    return sealed
  }

  /** Root of the first `size` entries. */
  root(size: number = this.size): Uint8Array {
    return rootAt(this.#nodes, size)
  }

  get position(): Position {
    const size = this.size
    return { size, root: this.root(size) }
  }

  consistency(oldSize: number, newSize: number): Uint8Array[] {
    return consistencyProof(this.#nodes, oldSize, newSize)
  }

  inclusion(seq: number, size: number): Uint8Array[] {
    return inclusionProof(this.#nodes, seq, size)
  }

  /** What the entries from `from` to before `to` come to in the tree, for a proof that leaves them out. */
  cover(from: number, to: number): Uint8Array[] {
    return coverHashes(this.#nodes, from, to)
  }

  /** Hash of the complete subtree at that level and position. @throws BulkheadError `log-damaged` where there is none */
  node(level: number, position: number): Uint8Array {
    return this.#nodes.get(level, position)
  }

  /** Sequence of the first entry of that time or later; the log's size where there is none. */
  firstSince(timeMs: number): number {
    return firstSince(this.#connection, timeMs, this.size)
  }

  /** Sequence of the last entry of that type which came out well, before the given one; null where there is none. */
  lastDone(type: EventType, before: number): number | null {
    const row = this.#connection
      .prepare<{ seq: number }>(
        `SELECT seq FROM entry
         WHERE seq < ? AND leaf LIKE ? AND json_extract(leaf, '$.type') = ? AND json_extract(leaf, '$.outcome') = 'done'
         ORDER BY seq DESC LIMIT 1`,
      )
      .get(before, `%"type":"${type}"%`, type)
    return row?.seq ?? null
  }

  /** Leaves in order, from `from` (inclusive), at most `limit`. */
  leaves(from: number, limit: number): { seq: number; leaf: string }[] {
    return this.#connection
      .prepare<{ seq: number; leaf: string }>(
        'SELECT seq, leaf FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?',
      )
      .all(from, limit)
  }

  /**
   * Keeps a signed note. Of each stretch of 256 entries only the latest stays: the check verifies every one, and a log
   * of short visits would have nearly as many as entries. Around an export all of them stay, since a bundle holds one.
   */
  keepCheckpoint(size: number, note: string): void {
    const from = Math.floor((size - 1) / checkpointStretch) * checkpointStretch
    if (!this.#hasExport(from - checkpointStretch, size))
      this.#connection.prepare('DELETE FROM log_checkpoint WHERE size > ? AND size < ?').run(from, size)
    this.#connection
      .prepare('INSERT OR IGNORE INTO log_checkpoint (size, note) VALUES (?, ?)')
      .run(size, note)
  }

  #hasExport(from: number, to: number): boolean {
    return (
      this.#connection
        .prepare(
          `SELECT 1 FROM entry WHERE seq >= ? AND seq < ? AND leaf LIKE '%"type":"log.exported"%' LIMIT 1`,
        )
        .get(from, to) !== undefined
    )
  }

  /** The first checkpoint that was signed once the log had more entries than that. */
  checkpointBeyond(size: number): { size: number; note: string } | null {
    return (
      this.#connection
        .prepare<{ size: number; note: string }>(
          'SELECT size, note FROM log_checkpoint WHERE size > ? ORDER BY size LIMIT 1',
        )
        .get(size) ?? null
    )
  }
}
