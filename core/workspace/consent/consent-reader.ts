import type { AcrossSetting } from '../../across-setting.ts'
import { AdvancingClock } from '../../audit/advancing-clock.ts'
import { Entry } from '../../audit/entry.ts'
import { events, type NamedOpenings } from '../../audit/event.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { type GrantId, StaffId } from '../../ids.ts'

type State = 'waiting' | 'live' | 'refused' | 'revoked' | 'expired'

/** An auditor's request for sealed values of some entries. */
export interface OpeningsGrant {
  grant: GrantId
  auditor: StaffId
  entries: number[]
  /** What the owner who granted it could read of them. */
  named: NamedOpenings
  askedSeq: number
  askedMs: number
  state: State
  endedMs: number | null
  expiresMs: number | null
  /** Its time is over, and the log does not say so yet. */
  isOverdue: boolean
}

/** A member's request for one look across workspaces. */
export interface AcrossGrant {
  grant: GrantId
  staff: StaffId
  askedSeq: number
  askedMs: number
  state: State | 'used'
  expiresMs: number | null
}

/**
 * What owners have consented to. There is no table of it: the log, which is checked at unlock, is all that says so, and an
 * old page of the file brings no consent back (A2). Each entry is read once.
 */
export class ConsentReader {
  readonly #connection: Connection
  #clock: AdvancingClock | undefined
  #readTo = 0
  #openings = new Map<GrantId, OpeningsGrant>()
  #across = new Map<GrantId, AcrossGrant>()
  #setting: AcrossSetting = 'ask'

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Takes note of the latest time that the installation has seen: the computer's clock may be behind it. */
  seen(timeMs: number): void {
    this.#clock = new AdvancingClock(Math.max(timeMs, this.nowMs()))
  }

  /** The latest time ever seen here. */
  nowMs(): number {
    const row = this.#connection
      .prepare<{ at: number }>(
        `SELECT json_extract(leaf, '$.at') AS at FROM main.entry ORDER BY seq DESC LIMIT 1`,
      )
      .get()
    this.#clock ??= new AdvancingClock(row?.at ?? 0)
    return Math.max(this.#clock.now(), row?.at ?? 0)
  }

  /** Whether this workspace may be looked at across workspaces. */
  across(): AcrossSetting {
    this.#readOn()
    return this.#setting
  }

  openingsGrants(): OpeningsGrant[] {
    this.#readOn()
    const nowMs = this.nowMs()
    return [...this.#openings.values()].map((one) =>
      isOver(one, nowMs) ? { ...one, state: 'expired', isOverdue: true, endedMs: one.expiresMs } : { ...one },
    )
  }

  acrossGrants(): AcrossGrant[] {
    this.#readOn()
    const nowMs = this.nowMs()
    return [...this.#across.values()].map((one) =>
      isOver(one, nowMs) ? { ...one, state: 'expired' } : { ...one },
    )
  }

  /** Fields of an entry that live grants open for this scope's member. */
  openFields(seq: number): string[] {
    const me = this.#me()
    return this.openingsGrants()
      .filter(({ state, auditor }) => state === 'live' && auditor === me)
      .flatMap(({ named }) => named.filter((one) => one.seq === seq).flatMap(({ fields }) => fields))
  }

  /** What somebody gave as their reason, in the entry that they asked with. */
  reasonAt(seq: number): string {
    const row = this.#connection
      .prepare<{ value: string }>(`SELECT value FROM main.opening WHERE seq = ? AND field = 'reason'`)
      .get(seq)
    return row ? String(JSON.parse(row.value)) : ''
  }

  /**
   * The index in the firm's log up to which this log has taken over what concerns it; 0 where it came from another
   * installation.
   */
  firmLogReached(): number {
    const row = this.#connection
      .prepare<{ leaf: string }>(
        `SELECT leaf FROM main.entry
         WHERE leaf LIKE '%"type":"workspace.opened"%' OR leaf LIKE '%"type":"workspace.recovered"%'
         ORDER BY seq DESC LIMIT 1`,
      )
      .get()
    if (!row) return 0
    const entry = Entry.parse(JSON.parse(row.leaf))
    return entry.type === 'workspace.opened'
      ? events['workspace.opened'].about.parse(entry.about).firmLogSize
      : 0
  }

  #me(): StaffId {
    const row = this.#connection.prepare<{ id: string }>('SELECT member_id AS id FROM temp.me').get()
    return StaffId.parse(row?.id)
  }

  #readOn(): void {
    // What a transaction has written may yet be taken back.
    if (this.#connection.inTransaction)
      throw new BulkheadError('internal', 'Consent was read in the middle of a change.')
    const leaves = this.#connection
      .prepare<{ seq: number; leaf: string }>(
        `SELECT seq, leaf FROM main.entry
         WHERE seq >= ? AND (leaf LIKE '%"type":"openings.%' OR leaf LIKE '%"type":"across.%') ORDER BY seq`,
      )
      .all(this.#readTo)
    const size = this.#connection
      .prepare<{ size: number }>('SELECT coalesce(max(seq), -1) + 1 AS size FROM main.entry')
      .get()
    for (const { leaf } of leaves) this.#apply(Entry.parse(JSON.parse(leaf)))
    this.#readTo = size?.size ?? 0
  }

  #apply(entry: Entry): void {
    const { type, seq, at } = entry
    switch (type) {
      case 'openings.asked': {
        const about = events[type].about.parse(entry.about)
        this.#openings.set(about.grant, {
          ...about,
          named: [],
          askedSeq: seq,
          askedMs: at,
          state: 'waiting',
          endedMs: null,
          expiresMs: null,
          isOverdue: false,
        })
        return
      }
      case 'openings.granted': {
        const { grant, named, expiresMs } = events[type].about.parse(entry.about)
        const found = this.#openings.get(grant)
        if (found) this.#openings.set(grant, { ...found, state: 'live', named, expiresMs })
        return
      }
      case 'openings.refused':
      case 'openings.revoked':
      case 'openings.expired': {
        const found = this.#openings.get(events[type].about.parse(entry.about).grant)
        const state = endOf(type)
        if (found) this.#openings.set(found.grant, { ...found, state, endedMs: at })
        return
      }
      case 'across.asked': {
        const about = events[type].about.parse(entry.about)
        this.#across.set(about.grant, {
          ...about,
          askedSeq: seq,
          askedMs: at,
          state: 'waiting',
          expiresMs: null,
        })
        return
      }
      case 'across.granted': {
        const { grant, expiresMs } = events[type].about.parse(entry.about)
        const found = this.#across.get(grant)
        if (found) this.#across.set(grant, { ...found, state: 'live', expiresMs })
        return
      }
      case 'across.declined': {
        const found = this.#across.get(events[type].about.parse(entry.about).grant)
        if (found) this.#across.set(found.grant, { ...found, state: 'refused' })
        return
      }
      case 'across.searched': {
        const { grant } = events[type].about.parse(entry.about)
        const found = grant === null ? undefined : this.#across.get(grant)
        if (found) this.#across.set(found.grant, { ...found, state: 'used' })
        return
      }
      case 'across.set':
        this.#setting = events[type].about.parse(entry.about).setting
    }
  }
}

function endOf(type: 'openings.refused' | 'openings.revoked' | 'openings.expired'): State {
  switch (type) {
    case 'openings.refused':
      return 'refused'
    case 'openings.revoked':
      return 'revoked'
    case 'openings.expired':
      return 'expired'
  }
}

function isOver({ state, expiresMs }: { state: string; expiresMs: number | null }, nowMs: number): boolean {
  return state === 'live' && expiresMs !== null && expiresMs <= nowMs
}
