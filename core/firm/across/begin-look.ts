import { looksADay, looksAnHour } from '../../contract/across.ts'
import { BulkheadError } from '../../errors.ts'
import { LookId, newId, type WorkspaceId } from '../../ids.ts'
import type { Firm } from '../firm.ts'
import { countLook, looksLeft } from './look-limit.ts'
import { actorOf } from '../actor-of.ts'

/**
 * Begins a look across workspaces: counts it and writes it down in one go, before anything is opened, so that no number
 * of calls at once gets past the limit (A5). A look that is one too many is written down as refused.
 *
 * @throws BulkheadError `rate-limited`, with the time until there is one again
 */
export function beginLook(firm: Firm, workspaces: readonly WorkspaceId[]): LookId {
  const { log, staff } = firm.parts
  const look = newId(LookId)
  const { waitMs } = looksLeft(firm)
  if (waitMs > 0) {
    refuseLook(firm, { look, workspace: null, code: 'rate-limited' })
    throw new BulkheadError(
      'rate-limited',
      `You have looked across clients as often as one person may: ${looksAnHour} times an hour and ${looksADay} times a day. You can look again in ${durationWords(waitMs)}.`,
    )
  }
  log.record({
    type: 'across.began',
    actor: actorOf(staff),
    outcome: 'done',
    about: { look, workspaces: [...workspaces] },
    sealed: {},
  })
  countLook(firm)
  return look
}

/** Writes down that a look, or its part in one workspace, did not come about. */
export function refuseLook(
  { parts: { log, staff } }: Firm,
  about: { look: LookId; workspace: WorkspaceId | null; code: string },
): void {
  log.record({
    type: 'across.refused',
    actor: actorOf(staff),
    outcome: 'refused',
    about: { ...about, staff: staff.id },
    sealed: {},
  })
}

function durationWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes < 60) return minutes === 1 ? 'a minute' : `${minutes} minutes`
  const hours = Math.ceil(minutes / 60)
  return hours === 1 ? 'an hour' : `${hours} hours`
}
