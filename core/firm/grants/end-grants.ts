import type { WorkspaceId } from '../../ids.ts'
import type { Firm } from '../firm.ts'
import { keepGrantFiles } from './grant-file.ts'
import { type LoggedGrant, loggedGrants } from './grant-log.ts'

/**
 * Writes down every grant whose time has run out, once, and deletes what was released under it and under those that
 * were revoked. Called at sign-in and before every call about grants.
 */
export function endExpiredGrants(firm: Firm): void {
  const all = loggedGrants(firm)
  for (const one of all.filter(({ isOverdue }) => isOverdue)) end(firm, 'grant.expired', one)
  keepGrantFiles(
    firm.parts.home,
    new Set(all.filter(({ state }) => state === 'live').map(({ grant }) => grant)),
  )
}

/** Requests of operators end with the workspace that they were about. */
export function endGrantsOf(firm: Firm, about: WorkspaceId): void {
  for (const one of loggedGrants(firm).filter(({ workspace }) => workspace === about)) {
    if (one.state === 'waiting') end(firm, 'grant.refused', one)
    if (one.state === 'live') end(firm, 'grant.revoked', one)
  }
}

function end(
  { parts: { log } }: Firm,
  type: 'grant.expired' | 'grant.refused' | 'grant.revoked',
  { grant, workspace, operator }: LoggedGrant,
): void {
  log.record({
    type,
    actor: { id: null, role: 'system' },
    outcome: 'done',
    about: { grant, workspace, operator },
    sealed: {},
  })
}
