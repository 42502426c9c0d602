import { BulkheadError } from '../errors.ts'
import { WorkspaceId } from '../ids.ts'
import { openWrap, sealWrap } from '../keys/wrap/wrap.ts'
import { type WrapPayload, wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import type { Firm } from './firm.ts'
import { shareFor } from './share.ts'
import type { Staff } from './staff.ts'

/** The workspaces that hold a wrap for the person signed in, oldest first. */
export function workspacesOf(firm: Firm): WorkspaceId[] {
  return firm.parts.connection
    .prepare<{ workspace_id: string }>(
      `SELECT workspace_id FROM wrap JOIN workspace ON workspace.id = wrap.workspace_id
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
      'SELECT sealed, key_version FROM wrap WHERE workspace_id = ? AND staff_id = ?',
    )
    .get(workspace, staff.id)
  if (!row)
    throw new BulkheadError('not-member', 'There is no workspace of that name that you are a member of.')
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
        actor: { id: by.id, role: by.role },
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
