import { copyFileSync, existsSync } from 'node:fs'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import type { WorkspaceId } from '../ids.ts'
import { openRecovery } from '../keys/wrap/recovery.ts'
import { randomSecret } from '../keys/secret-bytes.ts'
import { wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import { bindingOver } from './bind-workspace.ts'
import type { Firm } from './firm.ts'
import { recoveryFileOf } from './home.ts'
import { abandon, addToRegister, copyPayload, type NewWorkspace, storeShare } from './new-workspace.ts'
import { readRecovery, writeRecovery } from './recovery-file.ts'

/**
 * Brings in a workspace file by its recovery key: a copy goes into this home, the original is left as it is. The person
 * signed in becomes an owner.
 *
 * @throws BulkheadError `wrong-recovery-key`, `tampered-wrap`, `not-found`, `already-exists`
 */
export function recoverWorkspace(
  firm: Firm,
  file: string,
  recoveryKey: Uint8Array,
): NewWorkspace & { id: WorkspaceId } {
  const record = readRecovery(recoveryFileOf(file))
  const id = record.workspace
  const { payload, keyVersion } = openRecovery({ record, recoveryKey, workspace: id })
  const { home } = firm.parts
  const target = home.workspaceFile(id)
  if (existsSync(target) || isRegistered(firm, id))
    throw new BulkheadError(
      'already-exists',
      'This workspace is in this folder already. Recover it into a new, empty one.',
    )
  if (!existsSync(file)) throw new BulkheadError('not-found', 'There is no workspace file of that name.')
  try {
    copyFileSync(file, target)
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${target}-wal`)
  } catch (error) {
    throw storageError(error)
  }
  const share = randomSecret(32)
  storeShare(firm, id, share)
  return {
    id,
    binding: bindingOver(firm, id, {
      payload: () => Promise.resolve(copyPayload(payload)),
      goOn: 'recovered',
      recovered: true,
    }),
    async register() {
      writeRecovery(home.recoveryFile(id), { ...record, keyVersion })
      await addToRegister(firm, id, share, payload)
      wipeWrapPayload(payload)
      share.fill(0)
      return { recoveryKey }
    },
    abandon: () => abandon(firm, id),
  }
}

function isRegistered(firm: Firm, workspace: WorkspaceId): boolean {
  return firm.parts.connection.prepare('SELECT 1 FROM workspace WHERE id = ?').get(workspace) !== undefined
}
