import type { GrantLevel } from '../../contract/grants.ts'
import { BulkheadError } from '../../errors.ts'
import type { GrantId } from '../../ids.ts'
import { fileKeyOf } from '../../keys/age.ts'
import type { Firm } from '../firm.ts'
import { endExpiredGrants } from './end-grants.ts'
import { readGrantFile } from './grant-file.ts'
import { type LoggedGrant, loggedGrant } from './grant-log.ts'
import { actorOf } from '../actor-of.ts'

/**
 * One look of an operator's: it is in the firm's log, done or refused, before anything of it is handed out (A4). What is
 * given is the key of one file alone; the caller zeroes it.
 *
 * @throws BulkheadError `not-found`, `refused`
 */
export async function lookAtGrant(
  firm: Firm,
  id: GrantId,
  level: GrantLevel,
): Promise<{ fileKey: Uint8Array; bytes: number; leftMs: number }> {
  const { home, log, privateKey, staff } = firm.parts
  endExpiredGrants(firm)
  const { grant, workspace, operator, ...found } = own(firm, id)
  const record = (outcome: 'done' | 'refused') =>
    log.record({
      type: 'grant.looked',
      actor: actorOf(staff),
      outcome,
      about: { grant, workspace, operator, level },
      sealed: {},
    })
  const problem = refusalOf(found, level)
  if (problem) {
    record('refused')
    throw problem
  }
  const file = readGrantFile(home, grant, level)
  const fileKey = await fileKeyOf(file, privateKey)
  try {
    record('done')
    // The time of the entry is what counts: nothing is shown beyond it.
    const leftMs = (found.expiresMs ?? 0) - log.clock.now()
    return { fileKey, bytes: file.length, leftMs: Math.max(0, Math.floor(leftMs)) }
  } catch (error) {
    fileKey.fill(0)
    throw error
  }
}

/** A piece of a live grant's ciphertext. @throws BulkheadError `not-found`, `refused` */
export function readGrant(
  firm: Firm,
  id: GrantId,
  { level, start, end }: { level: GrantLevel; start: number; end: number },
): Uint8Array {
  const problem = refusalOf(own(firm, id), level)
  if (problem) throw problem
  return readGrantFile(firm.parts.home, id, level).subarray(start, Math.min(end, start + 1_048_576))
}

function own(firm: Firm, id: GrantId): LoggedGrant {
  const found = loggedGrant(firm, id)
  if (found.operator !== firm.staff.id) throw new BulkheadError('not-found', 'There is no such request.')
  return found
}

function refusalOf(
  { state, redacted, full }: Pick<LoggedGrant, 'state' | 'redacted' | 'full'>,
  level: GrantLevel,
): BulkheadError | null {
  switch (state) {
    case 'waiting':
      return new BulkheadError('refused', 'No owner has answered this request yet.')
    case 'refused':
      return new BulkheadError('refused', 'An owner refused this request.')
    case 'withdrawn':
      return new BulkheadError('refused', 'You have withdrawn this request.')
    case 'revoked':
      return new BulkheadError(
        'refused',
        'An owner has taken this grant back. Ask again if you still need it.',
      )
    case 'expired':
      return new BulkheadError('refused', 'The time of this grant is over. Ask again if you still need it.')
    case 'live': {
      if (level === 'full' ? full : redacted) return null
      return new BulkheadError('refused', 'The words were not released: that takes an approval of its own.')
    }
  }
}
