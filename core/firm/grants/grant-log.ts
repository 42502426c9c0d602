import { Entry } from '../../audit/entry.ts'
import { type About, type EventType, events } from '../../audit/event.ts'
import type { Grant } from '../../contract/grants.ts'
import { BulkheadError } from '../../errors.ts'
import type { GrantId, WorkspaceId } from '../../ids.ts'
import type { Firm } from '../firm.ts'
import { workspaceNumber } from './workspace-number.ts'

type GrantType = Extract<EventType, `grant.${string}`>

/** A request as the firm's log has it. */
export interface LoggedGrant extends Omit<Grant, 'number' | 'operatorName' | 'reason'> {
  /** X25519, hex. */
  publicKey: string
  /** Entry in the firm's log that it began with. */
  askedSeq: number
  /** Its time is over, and the log does not say so yet. */
  isOverdue: boolean
}

/**
 * Every request there ever was, oldest first, with its state as of the latest time ever seen. There is no table of them:
 * the firm's log, which is checked at sign-in, is all that says what was given and what has ended, so that an old page of
 * firm.db brings nothing back (A2, A4).
 */
export function loggedGrants({ parts: { connection, log } }: Firm): LoggedGrant[] {
  const grants = new Map<GrantId, LoggedGrant>()
  const leaves = connection
    .prepare<{ leaf: string }>(`SELECT leaf FROM entry WHERE leaf LIKE '%"type":"grant.%' ORDER BY seq`)
    .all()
  for (const { leaf } of leaves) {
    const entry = Entry.parse(JSON.parse(leaf))
    if (!isGrantType(entry.type)) continue
    if (entry.type === 'grant.asked') {
      const grant = begin(entry)
      grants.set(grant.grant, grant)
      continue
    }
    const grant = grants.get(aboutOf(entry.type, entry).grant)
    if (grant) goOn(grant, entry.type, entry)
  }
  const nowMs = log.clock.now()
  for (const grant of grants.values())
    if (grant.state === 'live' && grant.expiresMs !== null && grant.expiresMs <= nowMs) {
      grant.state = 'expired'
      grant.isOverdue = true
      grant.endedMs = grant.expiresMs
    }
  return [...grants.values()]
}

/** @throws BulkheadError `not-found` */
export function loggedGrant(firm: Firm, id: GrantId): LoggedGrant {
  const found = loggedGrants(firm).find(({ grant }) => grant === id)
  if (!found) throw new BulkheadError('not-found', 'There is no such request.')
  return found
}

/** Requests as people see them: of one workspace, or by one operator. */
export function listGrants(
  firm: Firm,
  whose: { workspace: WorkspaceId } | { operator: string },
): { nowMs: number; grants: Grant[] } {
  const names = new Map(firm.listStaff().map(({ id, name }) => [id, name]))
  const grants = loggedGrants(firm)
    .filter((one) =>
      'workspace' in whose ? one.workspace === whose.workspace : one.operator === whose.operator,
    )
    .map(({ publicKey: _publicKey, isOverdue: _isOverdue, askedSeq, ...grant }) => ({
      ...grant,
      number: workspaceNumber(grant.workspace),
      operatorName: names.get(grant.operator) ?? 'Somebody who is gone',
      reason: reasonAt(firm, askedSeq),
    }))
    .reverse()
  return { nowMs: firm.parts.log.clock.now(), grants }
}

/** What an operator gave as their reason. */
export function reasonAt({ parts: { connection } }: Firm, seq: number): string {
  const row = connection
    .prepare<{ value: string }>(`SELECT value FROM opening WHERE seq = ? AND field = 'reason'`)
    .get(seq)
  return row ? String(JSON.parse(row.value)) : ''
}

function isGrantType(type: string): type is GrantType {
  return type.startsWith('grant.') && type in events
}

function aboutOf<Type extends GrantType>(type: Type, { about }: Entry): About<Type> {
  return events[type].about.parse(about) as About<Type>
}

function begin(entry: Entry): LoggedGrant {
  const { firmLogSeq: _firmLogSeq, ...about } = aboutOf('grant.asked', entry)
  return {
    ...about,
    askedSeq: entry.seq,
    askedMs: entry.at,
    state: 'waiting',
    endedMs: null,
    expiresMs: null,
    redacted: null,
    full: null,
    looks: 0,
    isOverdue: false,
  }
}

const ends = {
  'grant.withdrawn': 'withdrawn',
  'grant.refused': 'refused',
  'grant.revoked': 'revoked',
  'grant.expired': 'expired',
} as const

function goOn(grant: LoggedGrant, type: Exclude<GrantType, 'grant.asked'>, entry: Entry): void {
  switch (type) {
    case 'grant.given': {
      const { from, to, expiresMs, level } = aboutOf(type, entry)
      grant.level = level ?? grant.level
      grant.state = 'live'
      grant.expiresMs = expiresMs
      grant.redacted = { givenMs: entry.at, from, to }
      return
    }
    case 'grant.full-given': {
      const { from, to } = aboutOf(type, entry)
      grant.full = { givenMs: entry.at, from, to }
      return
    }
    case 'grant.looked':
      if (entry.outcome === 'done') grant.looks += 1
      return
    case 'grant.withdrawn':
    case 'grant.refused':
    case 'grant.revoked':
    case 'grant.expired':
      grant.state = ends[type]
      grant.endedMs = entry.at
  }
}
