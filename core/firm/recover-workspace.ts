import { existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { BulkheadError } from '../errors.ts'
import type { WorkspaceId } from '../ids.ts'
import { openRecovery, type RecoveryRecord } from '../keys/wrap/recovery.ts'
import { randomSecret } from '../keys/secret-bytes.ts'
import { wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import { bindingOver } from './bind-workspace.ts'
import { isBeingDestroyed, isRegistered } from './destruction/destruction.ts'
import type { Firm } from './firm.ts'
import type { Home } from './home.ts'
import { abandon, addToRegister, copyPayload, type NewWorkspace, storeShare } from './new-workspace.ts'
import { type RecoveryFile, sheetOf, withOnly, writeRecovery } from './recovery-file.ts'

/** Where a workspace comes from: what its sheet opens, and its file. */
export interface WorkspaceSource {
  /** What this sheet’s key opens. @throws BulkheadError `wrong-recovery-key`, `not-found`, `tampered-wrap` */
  sheet(recoveryKey: Uint8Array): { recovery: RecoveryFile; record: RecoveryRecord }
  /**
   * Copies the file there, durable under that name or not there at all.
   *
   * @throws BulkheadError `damaged` where it is not what was written, `cancelled`, `disk-full`
   */
  copyTo(target: string, options?: CopyOptions): Promise<void>
}

/** What a long copy is told, and says, on the way. */
export interface CopyOptions {
  signal?: AbortSignal
  /** In bytes. */
  onProgress?: (done: number, total: number) => void
}

/**
 * Brings in a workspace by its recovery key: a copy goes into this home, the original is left as it is. The person
 * signed in becomes an owner. The copying can take long; stopped there, nothing of it is left.
 *
 * @throws BulkheadError `wrong-recovery-key`, `tampered-wrap`, `not-found`, `already-exists`, `damaged`, `cancelled`
 */
export async function recoverWorkspace(
  firm: Firm,
  source: WorkspaceSource,
  recoveryKey: Uint8Array,
  copying: CopyOptions = {},
): Promise<NewWorkspace & { id: WorkspaceId }> {
  const { recovery, record } = source.sheet(recoveryKey)
  const id = record.workspace
  const { payload, keyVersion } = openRecovery({ record, recoveryKey, workspace: id })
  const { home } = firm.parts
  const target = home.workspaceFile(id)
  if (isRegistered(firm, id))
    throw new BulkheadError(
      'already-exists',
      'This workspace is in this folder already. Recover it into a new, empty one.',
    )
  if (isBeingDestroyed(firm, id))
    throw new BulkheadError(
      'refused',
      'This client is being destroyed here, and something of it is left. Finish that first; then it can be brought in.',
    )
  putLeftoverAside(target)
  await source.copyTo(target, copying)
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
      writeRecovery(home.recoveryFile(id), withOnly(recovery, { ...record, keyVersion }))
      await addToRegister(firm, id, share, payload)
      // Whoever has just used it has it.
      firm.parts.connection
        .prepare('UPDATE workspace SET sheet_confirmed_ms = ?, sheet_begun = 0 WHERE id = ?')
        .run(Date.now(), id)
      wipeWrapPayload(payload)
      share.fill(0)
      return { recoveryKey }
    },
    abandon: () => abandon(firm, id),
  }
}

/** What a recovery that was killed has left: no key of this firm opens it, and it may be somebody's only copy. */
function putLeftoverAside(target: string): void {
  for (const file of [target, `${target}-wal`])
    if (existsSync(file)) renameSync(file, `${file}.left-${Date.now()}`)
}

/**
 * The workspace files that earlier firms left in this home and that are not in this one. Which client each is, only its
 * sheet tells.
 */
export function earlierFiles(firm: Firm): string[] {
  return filesBelow(firm.parts.home).filter((file) => {
    const id = file.match(/([^/\\]+)\.bulkhead$/)?.[1] ?? ''
    return !isRegistered(firm, id)
  })
}

/** The file among them that this key is the sheet of. @throws BulkheadError `wrong-recovery-key`, `not-found` */
export function findEarlier(firm: Firm, recoveryKey: Uint8Array): string {
  const files = earlierFiles(firm)
  let refusal: unknown = new BulkheadError(
    'not-found',
    'No earlier firm left a client here that is not open again. Choose its file.',
  )
  for (const file of files)
    try {
      sheetOf(file, recoveryKey)
      return file
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
      // One that says when the sheet was replaced says the most.
      if (!(refusal instanceof BulkheadError && refusal.message.includes('replaced on'))) refusal = error
    }
  throw refusal
}

function filesBelow(home: Home): string[] {
  if (!existsSync(home.earlierFolder)) return []
  return readdirSync(home.earlierFolder).flatMap((firm) => {
    const folder = join(home.earlierFolder, firm, 'workspaces')
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((name) => name.endsWith('.bulkhead'))
      .map((name) => join(folder, name))
  })
}
