import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { AdapterId, newId, StaffId } from '../../ids.ts'

/** A LoRA adapter of this workspace, without its bytes. */
export interface Adapter {
  id: AdapterId
  name: string
  /** Of its bytes, hex. */
  sha256: string
  /** What it was trained on, as whoever brought it says: a claim. */
  statement: string
  sizeBytes: number
  addedMs: number
  addedBy: StaffId
  chosen: boolean
  /** That it may stand on the disk in the plain while it is loaded, where the system has no other place. */
  onDiskAccepted: boolean
}

/** Adapters live in the workspace's own encrypted file, and there alone (M3). */
export class AdapterReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  list(): Adapter[] {
    return this.#connection
      .prepare<
        Omit<Adapter, 'id' | 'addedBy' | 'chosen' | 'onDiskAccepted'> & {
          id: string
          addedBy: string
          chosen: number
          onDiskAccepted: number
        }
      >(
        `SELECT id, name, sha256, statement, length(bytes) AS sizeBytes, added_ms AS addedMs, added_by AS addedBy,
                chosen, on_disk_accepted AS onDiskAccepted
         FROM main.adapter ORDER BY key`,
      )
      .all()
      .map((row) => ({
        ...row,
        id: AdapterId.parse(row.id),
        addedBy: StaffId.parse(row.addedBy),
        chosen: row.chosen === 1,
        onDiskAccepted: row.onDiskAccepted === 1,
      }))
  }

  chosen(): Adapter | null {
    return this.list().find((adapter) => adapter.chosen) ?? null
  }

  /** @throws BulkheadError `not-found` */
  bytes(id: AdapterId): Uint8Array {
    const row = this.#connection
      .prepare<{ bytes: Uint8Array }>('SELECT bytes FROM main.adapter WHERE id = ?')
      .get(id)
    if (!row) throw notHere()
    return row.bytes
  }
}

export class AdapterWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  /** @throws BulkheadError `already-exists` for bytes that are here */
  add(adapter: { name: string; sha256: string; statement: string; bytes: Uint8Array }): AdapterId {
    const { name, sha256, statement, bytes } = adapter
    const connection = this.#open()
    if (connection.prepare('SELECT 1 FROM adapter WHERE sha256 = ?').get(sha256))
      throw new BulkheadError('already-exists', 'This adapter is in this workspace already.')
    const id = newId(AdapterId)
    const { at } = this.#log.append({
      type: 'adapter.imported',
      actor: this.#actor,
      outcome: 'done',
      about: { adapter: id },
      sealed: { name, sha256, statement },
    })
    connection
      .prepare(
        `INSERT INTO adapter (id, name, sha256, statement, bytes, added_ms, added_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, name, sha256, statement, bytes, at, this.#actor.id)
    return id
  }

  /** Null for none. @throws BulkheadError `not-found` */
  choose(id: AdapterId | null, onDiskAccepted: boolean): void {
    const connection = this.#open()
    connection.prepare('UPDATE adapter SET chosen = 0, on_disk_accepted = 0 WHERE chosen = 1').run()
    if (id !== null) {
      const { changes } = connection
        .prepare('UPDATE adapter SET chosen = 1, on_disk_accepted = ? WHERE id = ?')
        .run(onDiskAccepted ? 1 : 0, id)
      if (changes === 0) throw notHere()
    }
    this.#log.append({
      type: 'adapter.chosen',
      actor: this.#actor,
      outcome: 'done',
      about: { adapter: id, onDiskAccepted },
      sealed: {},
    })
  }

  /** @throws BulkheadError `not-found` */
  remove(id: AdapterId): void {
    const { changes } = this.#open().prepare('DELETE FROM adapter WHERE id = ?').run(id)
    if (changes === 0) throw notHere()
    this.#open().emptyJournalAfterwards()
    this.#log.append({
      type: 'adapter.removed',
      actor: this.#actor,
      outcome: 'done',
      about: { adapter: id },
      sealed: {},
    })
  }
}

function notHere(): BulkheadError {
  return new BulkheadError('not-found', 'There is no such adapter here.')
}
