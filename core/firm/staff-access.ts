import { BulkheadError } from '../errors.ts'
import type { StaffId } from '../ids.ts'
import { type Firm, hasSlots } from './firm.ts'
import { listStaff, type StaffAccount } from './staff.ts'
import { actorOf } from './actor-of.ts'

/**
 * Suspends an account: nobody signs in to it until it is restored. It acts at once and keeps everything, for the moment
 * when somebody has to be shut out; what they are a member of stays sealed to them.
 *
 * @throws BulkheadError `refused` for one's own, `not-found`
 */
export function suspendStaff(firm: Firm, staff: StaffId): void {
  setSuspended(firm, staff, Date.now(), 'staff.suspended')
}

/** @throws BulkheadError `refused` for one's own, `not-found` */
export function restoreStaff(firm: Firm, staff: StaffId): void {
  setSuspended(firm, staff, null, 'staff.restored')
}

function setSuspended(
  firm: Firm,
  staff: StaffId,
  suspendedMs: number | null,
  type: 'staff.suspended' | 'staff.restored',
): void {
  const { connection, log, staff: by } = firm.parts
  other(firm, staff)
  log.record({ type, actor: actorOf(by), outcome: 'done', about: { staff }, sealed: {} }, () =>
    connection.prepare('UPDATE staff SET suspended_ms = ? WHERE id = ?').run(suspendedMs, staff),
  )
}

/**
 * Removes an account with its key: its passphrase opens nothing any more. A person who is a member of a workspace is
 * removed there first, which changes its key and leaves it an owner; so the last owner of anything cannot be removed here.
 *
 * @throws BulkheadError `refused` for one's own account and for a member of anything, `not-found`
 */
export function removeStaff(firm: Firm, staff: StaffId): void {
  const { connection, log, staff: by, store } = firm.parts
  const { name, role } = other(firm, staff)
  const count = membershipsOf(firm, staff)
  if (count > 0)
    throw new BulkheadError(
      'refused',
      `${name} is still a member of ${count === 1 ? 'a client' : `${count} clients`}. Remove them there first: each client then gets a new key. To shut them out at once, suspend the account.`,
    )
  if (hasSlots(store)) dropSlot(store, staff)
  log.record(
    {
      type: 'staff.removed',
      actor: actorOf(by),
      outcome: 'done',
      about: { staff },
      sealed: {},
    },
    () => {
      connection
        .prepare('INSERT INTO former_staff (id, name, role, removed_ms) VALUES (?, ?, ?, ?)')
        .run(staff, name, role, Date.now())
      connection.prepare('DELETE FROM staff WHERE id = ?').run(staff)
    },
  )
}

/** In how many workspaces something is sealed to this person. */
export function membershipsOf(firm: Firm, staff: StaffId): number {
  return (
    firm.parts.connection
      .prepare<{ count: number }>(
        `SELECT count(*) AS count FROM (
           SELECT workspace_id FROM wrap WHERE staff_id = ?
           UNION SELECT workspace_id FROM rekey_wrap WHERE staff_id = ?)`,
      )
      .get(staff, staff)?.count ?? 0
  )
}

/** A removal that was interrupted after this is done again, and finds no slot. */
function dropSlot(store: { removeSlot(staff: StaffId): void }, staff: StaffId): void {
  try {
    store.removeSlot(staff)
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'not-found') throw error
  }
}

function other(firm: Firm, staff: StaffId): StaffAccount {
  if (staff === firm.staff.id)
    throw new BulkheadError('refused', 'Nobody can suspend or remove their own account. A colleague can.')
  const account = listStaff(firm.parts.connection).find(({ id }) => id === staff)
  if (!account) throw new BulkheadError('not-found', 'This person has no account here.')
  return account
}
