import { rmSync } from 'node:fs'
import { reserveFile } from '../database/reserve.ts'
import { newId, WorkspaceId } from '../ids.ts'
import { workspaceItem } from '../keys/store/key-store.ts'
import { sealRecovery } from '../keys/wrap/recovery.ts'
import { newRecoveryKey } from '../keys/wrap/recovery-key.ts'
import { randomSecret, secretCopy } from '../keys/secret-bytes.ts'
import { sealWrap } from '../keys/wrap/wrap.ts'
import { type WrapPayload, wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import { bindingOver } from './bind-workspace.ts'
import type { Firm } from './firm.ts'
import { writeRecovery } from './recovery-file.ts'
import type { WorkspaceBinding } from './workspace-binding.ts'
import { encodeWorkspaceItem } from './workspace-item.ts'
import { actorOf } from './actor-of.ts'

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
    payload: () => Promise.resolve(copyPayload(payload)),
    goOn: null,
    recovered: false,
  })
  return {
    binding,
    async register() {
      const recoveryKey = newRecoveryKey()
      const record = sealRecovery({ payload, recoveryKey, workspace: id, keyVersion: 1 })
      writeRecovery(firm.parts.home.recoveryFile(id), { current: record, next: null, replaced: [] })
      await addToRegister(firm, id, share, payload)
      wipeWrapPayload(payload)
      share.fill(0)
      return { recoveryKey }
    },
    abandon: () => abandon(firm, id),
  }
}

/** Removes the file and the share of a workspace that never was: no wrap of it exists, so nothing can be lost. */
export function abandon(firm: Firm, workspace: WorkspaceId): void {
  const file = firm.parts.home.workspaceFile(workspace)
  rmSync(file, { force: true })
  rmSync(`${file}-wal`, { force: true })
  rmSync(reserveFile(file), { force: true })
  firm.parts.store.delete(workspaceItem(workspace))
}

/** Puts a workspace into the register with the wrap of the person signed in. */
export async function addToRegister(
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
      actor: actorOf(staff),
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

/** Keeps a workspace’s share before there is anything that needs it. */
export function storeShare(firm: Firm, workspace: WorkspaceId, share: Uint8Array): void {
  const item = encodeWorkspaceItem({ share, anchorNote: null })
  firm.parts.store.set(workspaceItem(workspace), item)
  item.fill(0)
}

/** A payload that can be zeroed without touching this one. */
export function copyPayload({ key, name, colour }: WrapPayload): WrapPayload {
  return { key: secretCopy(key), name: secretCopy(name), colour }
}
