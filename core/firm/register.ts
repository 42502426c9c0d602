import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import { newId, WorkspaceId } from '../ids.ts'
import { sealHandover } from '../keys/handover.ts'
import { handoverContext } from '../keys/handover-context.ts'
import { workspaceItem } from '../keys/key-store.ts'
import { openRecovery, RecoveryRecord, sealRecovery } from '../keys/recovery.ts'
import { newRecoveryKey } from '../keys/recovery-key.ts'
import { randomSecret } from '../keys/secret-bytes.ts'
import { openWrap, sealWrap } from '../keys/wrap.ts'
import { encodeWrapPayload, type WrapPayload, wipeWrapPayload } from '../keys/wrap-payload.ts'
import { writeAtomically } from '../keys/write-atomically.ts'
import { anchorNote, readWorkspaceItem, signAnchor } from './anchor.ts'
import type { Firm } from './firm.ts'
import { recoveryFileOf } from './home.ts'
import { refusalsSince } from './refusals.ts'
import type { Staff } from './staff.ts'
import type { WorkspaceBinding } from './workspace-binding.ts'
import { encodeWorkspaceItem } from './workspace-item.ts'

/** A workspace as main knows it. The name is bytes: main never makes a string of it, which could not be zeroed. */
export interface ListedWorkspace {
  id: WorkspaceId
  /** UTF-8. */
  name: Uint8Array
  colour: number
}

/** A workspace of this person's whose wrap does not open: not even its name can be told. */
export interface ClosedWorkspace {
  id: WorkspaceId
  problem: BulkheadError
}

/** The workspaces that hold a wrap for the person signed in; of the others not even the names can be opened. */
export async function listWorkspaces(
  firm: Firm,
): Promise<{ workspaces: ListedWorkspace[]; closed: ClosedWorkspace[] }> {
  const workspaces: ListedWorkspace[] = []
  const closed: ClosedWorkspace[] = []
  for (const id of workspacesOf(firm)) {
    try {
      const payload = await openOwnWrap(firm, id)
      payload.key.fill(0)
      workspaces.push({ id, name: payload.name, colour: payload.colour })
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
      closed.push({ id, problem: error })
    }
  }
  return { workspaces, closed }
}

function workspacesOf(firm: Firm): WorkspaceId[] {
  return firm.parts.connection
    .prepare<{ workspace_id: string }>(
      `SELECT workspace_id FROM wrap JOIN workspace ON workspace.id = wrap.workspace_id
       WHERE staff_id = ? ORDER BY workspace.created_ms, workspace.id`,
    )
    .all(firm.staff.id)
    .map((row) => WorkspaceId.parse(row.workspace_id))
}

/** A new workspace: first its file is made by a process of its own, through `binding`, then `register` is called. */
export interface NewWorkspace {
  binding: WorkspaceBinding
  /** Stores the owner's wrap and the recovery wrap. The recovery key is shown once and zeroed by the caller. */
  register: () => Promise<{ recoveryKey: Uint8Array }>
  /** Takes back what was prepared, where the file could not be made or opened. */
  abandon: () => void
}

export function newWorkspace(firm: Firm, client: { name: Uint8Array; colour: number }): NewWorkspace {
  const id = newId(WorkspaceId)
  const share = randomSecret(32)
  const payload: WrapPayload = { key: randomSecret(32), name: client.name, colour: client.colour }
  storeShare(firm, id, share)
  const binding = bindingOver(firm, id, {
    payload: () => Promise.resolve(clone(payload)),
    goOn: null,
    recovered: false,
  })
  return {
    binding,
    async register() {
      const recoveryKey = newRecoveryKey()
      const record = sealRecovery({ payload, recoveryKey, workspace: id, keyVersion: 1 })
      writeRecovery(firm.parts.home.recoveryFile(id), record)
      await addToRegister(firm, id, share, payload)
      wipeWrapPayload(payload)
      share.fill(0)
      return { recoveryKey }
    },
    abandon: () => abandon(firm, id),
  }
}

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
      payload: () => Promise.resolve(clone(payload)),
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

/** Removes the file and the share of a workspace that never was: no wrap of it exists, so nothing can be lost. */
function abandon(firm: Firm, workspace: WorkspaceId): void {
  const file = firm.parts.home.workspaceFile(workspace)
  rmSync(file, { force: true })
  rmSync(`${file}-wal`, { force: true })
  firm.parts.store.delete(workspaceItem(workspace))
}

/**
 * What a process needs to open a workspace for the person signed in.
 *
 * @param goOn the reason for which an owner goes on from a damaged log, or null
 * @throws BulkheadError `not-member` where there is no wrap for this person
 */
export function bindWorkspace(
  firm: Firm,
  workspace: WorkspaceId,
  goOn: string | null = null,
): WorkspaceBinding {
  if (!workspacesOf(firm).includes(workspace))
    throw new BulkheadError('not-member', 'There is no workspace of that name that you are a member of.')
  return bindingOver(firm, workspace, { payload: () => openOwnWrap(firm, workspace), goOn, recovered: false })
}

/** Seals a workspace to another person. That they may have it is decided in the workspace, which adds them first. */
export async function addWrap(firm: Firm, workspace: WorkspaceId, staff: Staff): Promise<void> {
  const { connection, log, staff: by } = firm.parts
  const payload = await openOwnWrap(firm, workspace)
  const { share } = readWorkspaceItem(firm, workspace)
  try {
    const keyVersion = keyVersionOf(firm, workspace)
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

function bindingOver(
  firm: Firm,
  workspace: WorkspaceId,
  source: { payload: () => Promise<WrapPayload>; goOn: string | null; recovered: boolean },
): WorkspaceBinding {
  const { id, name, publicKey } = firm.staff
  let forksLeft = source.goOn === null ? 0 : 1
  return {
    workspace,
    file: firm.parts.home.workspaceFile(workspace),
    member: { id, name, publicKey },
    signingKey: firm.signingKey,
    async handover(recipientPublicKey) {
      const payload = await source.payload()
      const plaintext = encodeWrapPayload(payload)
      try {
        return await sealHandover({
          plaintext,
          recipientPublicKey,
          senderPrivateKey: firm.parts.privateKey,
          aad: handoverContext(workspace, id),
        })
      } finally {
        plaintext.fill(0)
        wipeWrapPayload(payload)
      }
    },
    opening() {
      const { seqs, refusals } = refusalsSince(firm, workspace)
      return {
        anchorNote: source.recovered ? null : anchorNote(firm, workspace),
        firmLogSize: seqs,
        refusals,
        goOn: source.goOn,
        recoveredBy: source.recovered ? name : null,
      }
    },
    sign(request) {
      const note = signAnchor(firm, workspace, request, forksLeft > 0)
      if (request.fork) forksLeft -= 1
      return note
    },
    opened() {
      firm.parts.connection
        .prepare('UPDATE workspace SET copied_to = ? WHERE id = ?')
        .run(firm.parts.log.log.size, workspace)
    },
    refused: (code) => firm.recordRefusedUnlock(workspace, code),
  }
}

async function openOwnWrap(firm: Firm, workspace: WorkspaceId): Promise<WrapPayload> {
  const { connection, privateKey, staff } = firm.parts
  const row = connection
    .prepare<{ sealed: Uint8Array; key_version: number }>(
      'SELECT sealed, key_version FROM wrap WHERE workspace_id = ? AND staff_id = ?',
    )
    .get(workspace, staff.id)
  if (!row)
    throw new BulkheadError('not-member', 'There is no workspace of that name that you are a member of.')
  const { share } = readWorkspaceItem(firm, workspace)
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

async function addToRegister(
  firm: Firm,
  workspace: WorkspaceId,
  share: Uint8Array,
  payload: WrapPayload,
): Promise<void> {
  const { connection, log, staff } = firm.parts
  const sealed = await sealWrap({
    payload,
    memberPublicKey: staff.publicKey,
    share,
    workspace,
    member: staff.id,
    keyVersion: 1,
  })
  log.record(
    {
      type: 'workspace.registered',
      actor: { id: staff.id, role: staff.role },
      outcome: 'done',
      about: { workspace },
      sealed: {},
    },
    () => {
      connection
        .prepare('INSERT INTO workspace (id, key_version, created_ms) VALUES (?, 1, ?)')
        .run(workspace, Date.now())
      connection
        .prepare('INSERT INTO wrap (workspace_id, staff_id, key_version, sealed) VALUES (?, ?, 1, ?)')
        .run(workspace, staff.id, sealed)
    },
  )
}

function storeShare(firm: Firm, workspace: WorkspaceId, share: Uint8Array): void {
  const item = encodeWorkspaceItem({ share, anchorNote: null })
  firm.parts.store.set(workspaceItem(workspace), item)
  item.fill(0)
}

function keyVersionOf(firm: Firm, workspace: WorkspaceId): number {
  const row = firm.parts.connection
    .prepare<{ key_version: number }>('SELECT key_version FROM workspace WHERE id = ?')
    .get(workspace)
  return row?.key_version ?? 1
}

function isRegistered(firm: Firm, workspace: WorkspaceId): boolean {
  return firm.parts.connection.prepare('SELECT 1 FROM workspace WHERE id = ?').get(workspace) !== undefined
}

function writeRecovery(file: string, record: RecoveryRecord): void {
  writeAtomically(file, Buffer.from(`${JSON.stringify(record, null, 2)}\n`, 'utf8'))
}

function readRecovery(file: string): RecoveryRecord {
  if (!existsSync(file))
    throw new BulkheadError(
      'not-found',
      'There is no recovery file beside the workspace file. Copy both, "….bulkhead" and "….recovery.json", and try again.',
    )
  try {
    return RecoveryRecord.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      throw new BulkheadError(
        'tampered-wrap',
        'The recovery file of this workspace is damaged; use a copy from a backup.',
      )
    throw storageError(error)
  }
}

function clone({ key, name, colour }: WrapPayload): WrapPayload {
  return { key: Uint8Array.from(key), name: Uint8Array.from(name), colour }
}
