import { BulkheadError } from '../errors.ts'
import { StaffId, WorkspaceId } from '../ids.ts'
import { openWrap, sealWrap } from '../keys/wrap/wrap.ts'
import { type WrapPayload, wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import type { Firm } from './firm.ts'
import { shareFor } from './share.ts'
import type { Staff } from './staff.ts'
import { actorOf } from './actor-of.ts'

/** The workspaces that hold a wrap for the person signed in, oldest first. */
export function workspacesOf(firm: Firm): WorkspaceId[] {
  return firm.parts.connection
    .prepare<{ workspace_id: string }>(
      `SELECT workspace_id FROM live_wrap JOIN workspace ON workspace.id = live_wrap.workspace_id
       WHERE staff_id = ? ORDER BY workspace.created_ms, workspace.id`,
    )
    .all(firm.staff.id)
    .map((row) => WorkspaceId.parse(row.workspace_id))
}

/**
 * Opens the wrap of the person signed in. The caller zeroes the payload.
 *
 * @throws BulkheadError `not-member`, `keychain-empty`, `tampered-wrap`
 */
export async function openOwnWrap(firm: Firm, workspace: WorkspaceId): Promise<WrapPayload> {
  const { connection, privateKey, staff } = firm.parts
  const row = connection
    .prepare<{ sealed: Uint8Array; key_version: number }>(
      'SELECT sealed, key_version FROM live_wrap WHERE workspace_id = ? AND staff_id = ?',
    )
    .get(workspace, staff.id)
  if (!row) throw notMember()
  const share = shareFor(firm, workspace, row.key_version)
  try {
    return await openWrap({
      wrap: row.sealed,
      memberPrivateKey: privateKey,
      share,
      workspace,
      member: staff.id,
      keyVersion: row.key_version,
    })
  } finally {
    share.fill(0)
  }
}

/** A wrap as a backup has it; `sealed` is base64. */
export interface BackedUpWrap {
  staff: StaffId
  keyVersion: number
  sealed: string
}

/** The wraps that a workspace has now, for a backup: they open nothing without their accounts and this computer's share. */
export function wrapsOf(firm: Firm, workspace: WorkspaceId): BackedUpWrap[] {
  return firm.parts.connection
    .prepare<{ staff_id: string; key_version: number; sealed: Uint8Array }>(
      'SELECT staff_id, key_version, sealed FROM wrap WHERE workspace_id = ? ORDER BY staff_id',
    )
    .all(workspace)
    .map((row) => ({
      staff: StaffId.parse(row.staff_id),
      keyVersion: row.key_version,
      sealed: Buffer.from(row.sealed).toString('base64'),
    }))
}

/**
 * Puts wraps of the present key back that the register has lost, inside a transaction. Those of an earlier key open
 * nothing any more: whoever is taken out of a workspace leaves it another key and another share.
 */
export function addLostWraps(firm: Firm, workspace: WorkspaceId, wraps: readonly BackedUpWrap[]): void {
  const keyVersion = keyVersionOf(firm, workspace)
  for (const wrap of wraps.filter((one) => one.keyVersion === keyVersion))
    firm.parts.connection
      .prepare(
        `INSERT OR IGNORE INTO wrap (workspace_id, staff_id, key_version, sealed)
         SELECT ?, id, ?, ? FROM staff WHERE id = ?`,
      )
      .run(workspace, keyVersion, Buffer.from(wrap.sealed, 'base64'), wrap.staff)
}

/**
 * Seals a workspace to another person. That they may have it is decided in the workspace, which adds them first.
 *
 * @param staff with the public key that the workspace has pinned
 */
export async function addWrap(
  firm: Firm,
  workspace: WorkspaceId,
  staff: Pick<Staff, 'id' | 'publicKey'>,
): Promise<void> {
  const { connection, log, staff: by } = firm.parts
  const payload = await openOwnWrap(firm, workspace)
  const keyVersion = keyVersionOf(firm, workspace)
  const share = shareFor(firm, workspace, keyVersion)
  try {
    const sealed = await sealWrap({
      payload,
      memberPublicKey: staff.publicKey,
      share,
      workspace,
      member: staff.id,
      keyVersion,
    })
    log.record(
      {
        type: 'wrap.added',
        actor: actorOf(by),
        outcome: 'done',
        about: { workspace, staff: staff.id },
        sealed: {},
      },
      () =>
        connection
          .prepare(
            'INSERT OR REPLACE INTO wrap (workspace_id, staff_id, key_version, sealed) VALUES (?, ?, ?, ?)',
          )
          .run(workspace, staff.id, keyVersion, sealed),
    )
  } finally {
    wipeWrapPayload(payload)
    share.fill(0)
  }
}

/** The version of the key that the wraps in the register hold. */
export function keyVersionOf(firm: Firm, workspace: WorkspaceId): number {
  const row = firm.parts.connection
    .prepare<{ key_version: number }>('SELECT key_version FROM workspace WHERE id = ?')
    .get(workspace)
  return row?.key_version ?? 1
}

/** What somebody is told of a workspace that is not theirs, be there one or not. */
export function notMember(): BulkheadError {
  return new BulkheadError('not-member', 'There is no workspace of that name that you are a member of.')
}
