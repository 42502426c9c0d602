import type { GrantLevel } from '../../contract/grants.ts'
import { BulkheadError } from '../../errors.ts'
import { GrantId, newId, WorkspaceId } from '../../ids.ts'
import { publicKeyOf } from '../../keys/x25519.ts'
import type { Firm } from '../firm.ts'
import { loggedGrant, loggedGrants } from './grant-log.ts'
import { workspaceNumber } from './workspace-number.ts'
import { actorOf } from '../actor-of.ts'

/** Requests that one operator may have waiting. */
const mostWaiting = 20

/**
 * An operator asks to look at a workspace's log. The public half of the account that they are signed in with goes into
 * the log with it: that is what a release will be encrypted to, whatever firm.db says by then.
 *
 * @throws BulkheadError `not-found` for a number that is nobody's, `bad-input`
 */
export function askGrant(
  firm: Firm,
  {
    number,
    reason,
    ...asked
  }: { number: string; reason: string; level: GrantLevel; fromMs: number | null; beforeMs: number | null },
): GrantId {
  const { log, privateKey, staff } = firm.parts
  const workspace = workspaceOf(firm, number)
  if (asked.fromMs !== null && asked.beforeMs !== null && asked.fromMs >= asked.beforeMs)
    throw new BulkheadError('bad-input', 'The time that you ask for ends before it begins.')
  const waiting = loggedGrants(firm).filter(
    (one) => one.operator === staff.id && one.state === 'waiting',
  ).length
  if (waiting >= mostWaiting)
    throw new BulkheadError('bad-input', 'You have 20 requests waiting. Withdraw one first.')
  const grant = newId(GrantId)
  log.record({
    type: 'grant.asked',
    actor: actorOf(staff),
    outcome: 'done',
    about: {
      grant,
      workspace,
      operator: staff.id,
      publicKey: Buffer.from(publicKeyOf(privateKey)).toString('hex'),
      ...asked,
    },
    sealed: { reason },
  })
  return grant
}

/** Takes back what was asked for and not answered. @throws BulkheadError `not-found`, `bad-input` */
export function withdrawGrant(firm: Firm, id: GrantId): void {
  const { log, staff } = firm.parts
  const { grant, workspace, operator, state } = loggedGrant(firm, id)
  if (operator !== staff.id) throw new BulkheadError('not-found', 'There is no such request.')
  if (state !== 'waiting')
    throw new BulkheadError('bad-input', 'This request was answered, or withdrawn, already.')
  log.record({
    type: 'grant.withdrawn',
    actor: actorOf(staff),
    outcome: 'done',
    about: { grant, workspace, operator },
    sealed: {},
  })
}

function workspaceOf({ parts: { connection } }: Firm, number: string): WorkspaceId {
  const wanted = number.toUpperCase().replaceAll(/[\s–—-]/g, '')
  const found = connection
    .prepare<{ id: string }>('SELECT id FROM workspace')
    .all()
    .map(({ id }) => WorkspaceId.parse(id))
    .filter((id) => workspaceNumber(id).replace('-', '') === wanted)
  const [only, ...others] = found
  if (!only || others.length > 0)
    throw new BulkheadError(
      'not-found',
      'There is no client of that number here. Its owners see it under Grants, and can read it out to you.',
    )
  return only
}
