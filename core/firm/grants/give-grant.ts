import { type GrantLevel, GrantHours } from '../../contract/grants.ts'
import { BulkheadError } from '../../errors.ts'
import type { GrantId, WorkspaceId } from '../../ids.ts'
import type { Firm } from '../firm.ts'
import { grantFile, keepGrantFiles, writeGrantFile } from './grant-file.ts'
import { type LoggedGrant, loggedGrant, loggedGrants } from './grant-log.ts'
import { rmSync } from 'node:fs'
import { actorOf } from '../actor-of.ts'

const hourMs = 3_600_000

export interface Release {
  grant: GrantId
  level: GrantLevel
  /** The most that the grant can ever release: what was asked, or less. */
  most: GrantLevel
  from: number
  to: number
  expiresMs: number
  /** The owner's, where the level is full. */
  reason: string
  /** The bundle, encrypted to the operator. */
  sealed: Uint8Array
}

/**
 * Keeps what an owner has released. The first release of a request is redacted, and begins its time; full text is a
 * second one, of a grant that lives already, and prolongs nothing.
 *
 * @throws BulkheadError `not-found`, `refused`, `bad-input`
 */
export function giveGrant(firm: Firm, workspace: WorkspaceId, release: Release): void {
  const { home, log, staff } = firm.parts
  const { grant, level, most, from, to, expiresMs, reason, sealed } = release
  const asked = ofWorkspace(firm, workspace, grant)
  const leftMs = expiresMs - log.clock.now()
  if (level === 'redacted') {
    if (asked.state !== 'waiting') throw answered()
    if (most === 'full' && asked.level !== 'full')
      throw new BulkheadError('refused', 'A grant is for no more than what was asked for.')
    if (leftMs <= 0 || leftMs > (GrantHours.maxValue ?? 0) * hourMs)
      throw new BulkheadError('bad-input', 'A grant is for seven days at most.')
  } else if (asked.state !== 'live' || asked.full || asked.level !== 'full' || asked.expiresMs !== expiresMs)
    throw new BulkheadError('refused', 'Full text is released under a grant that is live, and was asked for.')
  const common = {
    actor: actorOf(staff),
    outcome: 'done' as const,
    about: { grant, workspace, operator: asked.operator, from, to, expiresMs },
  }
  try {
    log.record(
      level === 'redacted'
        ? {
            type: 'grant.given',
            ...common,
            about: { ...common.about, ...(most === asked.level ? {} : { level: most }) },
            sealed: {},
          }
        : { type: 'grant.full-given', ...common, sealed: { reason } },
      () => writeGrantFile(home, grant, level, sealed),
    )
  } catch (error) {
    // Released or not, by the log: a file that it does not speak of is nobody's.
    if (!isReleased(loggedGrant(firm, grant), level)) rmSync(grantFile(home, grant, level), { force: true })
    throw error
  }
}

/** @throws BulkheadError `not-found`, `bad-input` */
export function refuseGrant(firm: Firm, workspace: WorkspaceId, grant: GrantId): void {
  const { operator, state } = ofWorkspace(firm, workspace, grant)
  if (state !== 'waiting') throw answered()
  end(firm, 'grant.refused', { grant, workspace, operator })
}

/** Ends a grant and deletes what was released under it. @throws BulkheadError `not-found`, `bad-input` */
export function revokeGrant(firm: Firm, workspace: WorkspaceId, grant: GrantId): void {
  const { operator, state } = ofWorkspace(firm, workspace, grant)
  if (state !== 'live') throw new BulkheadError('bad-input', 'This grant has ended already.')
  end(firm, 'grant.revoked', { grant, workspace, operator })
  keepGrantFiles(
    firm.parts.home,
    new Set(loggedGrants(firm).flatMap((one) => (one.state === 'live' ? [one.grant] : []))),
  )
}

/** A request about this workspace; another's does not exist here (S3). */
export function ofWorkspace(firm: Firm, workspace: WorkspaceId, grant: GrantId): LoggedGrant {
  const found = loggedGrant(firm, grant)
  if (found.workspace !== workspace) throw new BulkheadError('not-found', 'There is no such request.')
  return found
}

function end(
  { parts: { log, staff } }: Firm,
  type: 'grant.refused' | 'grant.revoked',
  about: Pick<LoggedGrant, 'grant' | 'workspace' | 'operator'>,
): void {
  log.record({ type, actor: actorOf(staff), outcome: 'done', about, sealed: {} })
}

function isReleased({ redacted, full }: LoggedGrant, level: GrantLevel): boolean {
  return (level === 'full' ? full : redacted) !== null
}

function answered(): BulkheadError {
  return new BulkheadError('bad-input', 'This request was answered, or withdrawn, already.')
}
