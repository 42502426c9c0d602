import type { SheetState } from '../contract/recovery.ts'
import type { WorkspaceId } from '../ids.ts'
import { sealRecovery } from '../keys/wrap/recovery.ts'
import { newRecoveryKey } from '../keys/wrap/recovery-key.ts'
import { wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import { refuseDestroyed } from './destruction/destruction.ts'
import type { Firm } from './firm.ts'
import { readRecovery, recordOf, withOnly, writeRecovery } from './recovery-file.ts'
import { keyVersionOf, openOwnWrap } from './wraps.ts'
import { actorOf } from './actor-of.ts'

export function sheetState(firm: Firm, workspace: WorkspaceId): SheetState {
  const row = firm.parts.connection
    .prepare<{ sheet_confirmed_ms: number | null; sheet_begun: number }>(
      'SELECT sheet_confirmed_ms, sheet_begun FROM workspace WHERE id = ?',
    )
    .get(workspace)
  if (row?.sheet_confirmed_ms == null) return 'unconfirmed'
  return row.sheet_begun === 1 ? 'replacing' : 'confirmed'
}

/**
 * Makes a new recovery sheet for a workspace of the person signed in. The last confirmed one opens the file until the new
 * one is confirmed. The caller shows the key once and zeroes it. That they may do this is decided in the workspace.
 *
 * @throws BulkheadError as `openOwnWrap` does, `not-found`, `tampered-wrap`, `disk-full`
 */
export async function newRecoverySheet(firm: Firm, workspace: WorkspaceId): Promise<Uint8Array> {
  const { home, connection, log, staff } = firm.parts
  const file = home.recoveryFile(workspace)
  const recovery = readRecovery(file)
  const payload = await openOwnWrap(firm, workspace)
  const recoveryKey = newRecoveryKey()
  try {
    refuseDestroyed(firm, workspace)
    const next = sealRecovery({ payload, recoveryKey, workspace, keyVersion: keyVersionOf(firm, workspace) })
    // The log first: a sheet that nobody knows of must not open anything.
    log.record(
      {
        type: 'workspace.sheet-made',
        actor: actorOf(staff),
        outcome: 'done',
        about: { workspace },
        sealed: {},
      },
      () => connection.prepare('UPDATE workspace SET sheet_begun = 1 WHERE id = ?').run(workspace),
    )
    writeRecovery(file, { ...recovery, next })
    return recoveryKey
  } catch (error) {
    recoveryKey.fill(0)
    throw error
  } finally {
    wipeWrapPayload(payload)
  }
}

/**
 * A person has typed their sheet back: it is the sheet of this workspace from now on, and the one before it opens nothing
 * any more.
 *
 * @throws BulkheadError `wrong-recovery-key`, `not-found`, `tampered-wrap`, `disk-full`
 */
export function confirmRecoverySheet(firm: Firm, workspace: WorkspaceId, recoveryKey: Uint8Array): void {
  const { home, connection, log, staff } = firm.parts
  const file = home.recoveryFile(workspace)
  const recovery = readRecovery(file)
  const confirmed = recordOf(recovery, recoveryKey)
  const isNew = confirmed.check !== recovery.current.check
  log.record(
    {
      type: 'workspace.sheet-confirmed',
      actor: actorOf(staff),
      outcome: 'done',
      about: { workspace },
      sealed: {},
    },
    () => {
      connection
        .prepare('UPDATE workspace SET sheet_confirmed_ms = ?, sheet_begun = ? WHERE id = ?')
        .run(Date.now(), !isNew && recovery.next ? 1 : 0, workspace)
      // In the transaction, so that where it cannot be written nothing says that it was.
      if (isNew) writeRecovery(file, withOnly(recovery, confirmed))
    },
  )
}
