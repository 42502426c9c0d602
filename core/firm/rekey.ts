import { existsSync, renameSync, rmSync } from 'node:fs'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import type { StaffId, WorkspaceId } from '../ids.ts'
import { randomSecret, secretCopy } from '../keys/secret-bytes.ts'
import { sealRecovery } from '../keys/wrap/recovery.ts'
import { newRecoveryKey } from '../keys/wrap/recovery-key.ts'
import { openWrap, sealWrap } from '../keys/wrap/wrap.ts'
import { type WrapPayload, wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import { refuseDestroyed } from './destruction/destruction.ts'
import type { Firm } from './firm.ts'
import { readRecovery, withOnly, writeRecovery } from './recovery-file.ts'
import { foldShares, keepNextShare, shareFor } from './share.ts'
import { keyVersionOf, openOwnWrap } from './wraps.ts'
import { actorOf } from './actor-of.ts'

/** A member as the workspace's own file has them pinned. */
export interface PinnedMember {
  id: StaffId
  /** X25519, 32 bytes. */
  publicKey: Uint8Array
}

/*
 * How a workspace gets another key, so that a process killed anywhere loses nothing. Main never opens the file, and the
 * workspace process never sees a wrap:
 *
 *   1. main: new key, new share, new recovery wrap beside the old one, wraps for those who stay: all of it journaled here
 *   2. workspace: the member is struck and the new key's version written into the file, in one transaction; signed
 *   3. main: the wraps of those who leave are dropped; the process ends
 *   4. workspace, at its next start and before it opens the file for anybody: the file gets the new key (`settle-key.ts`)
 *   5. main: the journaled wraps take the place of the old ones; the recovery wrap and the share follow
 *
 * Before 2 nothing has happened, and the journal is dropped at the next opening. After it, the next of those who stay to
 * open the workspace goes through 4 and 5.
 */

/**
 * Step 1. Replaces what an earlier preparation left that was never decided.
 *
 * @param fileVersion version of the key that the file has now
 * @returns the new recovery key, shown once and zeroed by the caller
 */
export async function prepareRekey(
  firm: Firm,
  workspace: WorkspaceId,
  fileVersion: number,
  members: readonly PinnedMember[],
): Promise<{ keyVersion: number; recoveryKey: Uint8Array }> {
  const { connection, home, log, staff: by } = firm.parts
  if (pendingVersion(firm, workspace) === null) foldShares(firm, workspace, keyVersionOf(firm, workspace))
  const keyVersion = Math.max(keyVersionOf(firm, workspace), fileVersion) + 1
  const old = await openOwnWrap(firm, workspace)
  const payload: WrapPayload = { key: randomSecret(32), name: secretCopy(old.name), colour: old.colour }
  wipeWrapPayload(old)
  const share = randomSecret(32)
  const recoveryKey = newRecoveryKey()
  try {
    const wraps: { staff: StaffId; sealed: Uint8Array }[] = []
    for (const { id: staff, publicKey } of members.filter((one) => hasAccount(firm, one.id)))
      wraps.push({
        staff,
        sealed: await sealWrap({
          payload,
          memberPublicKey: publicKey,
          share,
          workspace,
          member: staff,
          keyVersion,
        }),
      })
    refuseDestroyed(firm, workspace)
    keepNextShare(firm, workspace, keyVersion, share)
    const record = sealRecovery({ payload, recoveryKey, workspace, keyVersion })
    writeRecovery(
      home.nextRecoveryFile(workspace),
      withOnly(readRecovery(home.recoveryFile(workspace)), record),
    )
    log.record(
      {
        type: 'rekey.began',
        actor: actorOf(by),
        outcome: 'done',
        about: { workspace, keyVersion },
        sealed: {},
      },
      () => {
        connection.prepare('DELETE FROM rekey WHERE workspace_id = ?').run(workspace)
        connection
          .prepare('INSERT INTO rekey (workspace_id, key_version) VALUES (?, ?)')
          .run(workspace, keyVersion)
        for (const { staff, sealed } of wraps)
          connection
            .prepare('INSERT INTO rekey_wrap (workspace_id, staff_id, sealed) VALUES (?, ?, ?)')
            .run(workspace, staff, sealed)
      },
    )
    return { keyVersion, recoveryKey }
  } catch (error) {
    recoveryKey.fill(0)
    throw error
  } finally {
    wipeWrapPayload(payload)
    share.fill(0)
  }
}

/** A workspace that was recovered into another firm still has the members of the old one, who have no account here. */
function hasAccount(firm: Firm, staff: StaffId): boolean {
  return firm.parts.connection.prepare('SELECT 1 FROM staff WHERE id = ?').get(staff) !== undefined
}

/** Step 3: the file has decided. Whoever gets no new wrap loses the old one at once. */
export function rekeyDecided(firm: Firm, workspace: WorkspaceId): void {
  const { connection, log, staff: by } = firm.parts
  if (!pendingVersion(firm, workspace)) return
  const leaving = connection
    .prepare<{ staff_id: string }>(
      `SELECT staff_id FROM wrap WHERE workspace_id = ?
       AND staff_id NOT IN (SELECT staff_id FROM rekey_wrap WHERE workspace_id = wrap.workspace_id)`,
    )
    .all(workspace)
  for (const { staff_id } of leaving)
    log.record(
      {
        type: 'wrap.removed',
        actor: actorOf(by),
        outcome: 'done',
        about: { workspace, staff: staff_id as StaffId },
        sealed: {},
      },
      () =>
        connection
          .prepare('DELETE FROM wrap WHERE workspace_id = ? AND staff_id = ?')
          .run(workspace, staff_id),
    )
}

/** The version of a key that was prepared and has not ended; null where there is none. */
export function pendingVersion(firm: Firm, workspace: WorkspaceId): number | null {
  return (
    firm.parts.connection
      .prepare<{ key_version: number }>('SELECT key_version FROM rekey WHERE workspace_id = ?')
      .get(workspace)?.key_version ?? null
  )
}

/** The same, where the person signed in is one of those who stay. */
export function ownPendingVersion(firm: Firm, workspace: WorkspaceId): number | null {
  const mine = firm.parts.connection
    .prepare('SELECT 1 FROM rekey_wrap WHERE workspace_id = ? AND staff_id = ?')
    .get(workspace, firm.staff.id)
  return mine ? pendingVersion(firm, workspace) : null
}

/**
 * For step 4: the prepared key, as the person signed in has it; null where none is prepared, or not for them. The caller
 * zeroes the payload.
 *
 * @throws BulkheadError `tampered-wrap`, `keychain-empty`
 */
export async function openNextWrap(
  firm: Firm,
  workspace: WorkspaceId,
): Promise<{ payload: WrapPayload; keyVersion: number } | null> {
  const { connection, privateKey, staff } = firm.parts
  const keyVersion = pendingVersion(firm, workspace)
  const row = connection
    .prepare<{ sealed: Uint8Array }>('SELECT sealed FROM rekey_wrap WHERE workspace_id = ? AND staff_id = ?')
    .get(workspace, staff.id)
  if (keyVersion === null || !row) return null
  const share = shareFor(firm, workspace, keyVersion)
  try {
    const payload = await openWrap({
      wrap: row.sealed,
      memberPrivateKey: privateKey,
      share,
      workspace,
      member: staff.id,
      keyVersion,
    })
    return { payload, keyVersion }
  } finally {
    share.fill(0)
  }
}

/** Step 5: the file has the new key. May be interrupted anywhere and called again. */
export function finishRekey(firm: Firm, workspace: WorkspaceId): void {
  const { connection, home, log, staff: by } = firm.parts
  const keyVersion = pendingVersion(firm, workspace)
  if (keyVersion === null)
    throw new BulkheadError('internal', 'A workspace got another key, and none had been prepared.')
  try {
    if (existsSync(home.nextRecoveryFile(workspace)))
      renameSync(home.nextRecoveryFile(workspace), home.recoveryFile(workspace))
  } catch (error) {
    throw storageError(error)
  }
  log.record(
    {
      type: 'rekey.ended',
      actor: actorOf(by),
      outcome: 'done',
      about: { workspace, keyVersion },
      sealed: {},
    },
    () => {
      connection.prepare('DELETE FROM wrap WHERE workspace_id = ?').run(workspace)
      connection
        .prepare(
          `INSERT INTO wrap (workspace_id, staff_id, key_version, sealed)
           SELECT workspace_id, staff_id, ?, sealed FROM rekey_wrap WHERE workspace_id = ?`,
        )
        .run(keyVersion, workspace)
      // Whoever printed the sheet that goes with it says so afterwards.
      connection
        .prepare(
          'UPDATE workspace SET key_version = ?, sheet_confirmed_ms = NULL, sheet_begun = 0 WHERE id = ?',
        )
        .run(keyVersion, workspace)
      connection.prepare('DELETE FROM rekey WHERE workspace_id = ?').run(workspace)
    },
  )
  foldShares(firm, workspace, keyVersion)
}

/** The workspace is open under its old key, and checked: what was prepared was never decided. */
export function dropRekey(firm: Firm, workspace: WorkspaceId): void {
  const { connection, home, log, staff: by } = firm.parts
  const keyVersion = pendingVersion(firm, workspace)
  if (keyVersion === null) return
  rmSync(home.nextRecoveryFile(workspace), { force: true })
  log.record(
    {
      type: 'rekey.ended',
      actor: actorOf(by),
      outcome: 'stopped',
      about: { workspace, keyVersion },
      sealed: {},
    },
    () => connection.prepare('DELETE FROM rekey WHERE workspace_id = ?').run(workspace),
  )
  foldShares(firm, workspace, keyVersionOf(firm, workspace))
}
