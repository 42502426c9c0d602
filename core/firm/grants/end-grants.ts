import type { Firm } from '../firm.ts'
import { keepGrantFiles } from './grant-file.ts'
import { loggedGrants } from './grant-log.ts'

/**
 * Writes down every grant whose time has run out, once, and deletes what was released under it and under those that
 * were revoked. Called at sign-in and before every call about grants.
 */
export function endExpiredGrants(firm: Firm): void {
  const { home, log } = firm.parts
  const all = loggedGrants(firm)
  for (const { grant, workspace, operator } of all.filter((one) => one.isOverdue))
    log.record({
      type: 'grant.expired',
      actor: { id: null, role: 'system' },
      outcome: 'done',
      about: { grant, workspace, operator },
      sealed: {},
    })
  keepGrantFiles(home, new Set(all.filter(({ state }) => state === 'live').map(({ grant }) => grant)))
}
