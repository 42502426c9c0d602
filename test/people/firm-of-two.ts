import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { openCheckpoint } from '../../core/audit/checkpoint.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { newWorkspace } from '../../core/firm/new-workspace.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import type { WorkspaceBinding } from '../../core/firm/workspace-binding.ts'
import { addWrap } from '../../core/firm/wraps.ts'
import { addMember } from '../../core/access/add-member.ts'
import type { StaffId, WorkspaceId } from '../../core/ids.ts'
import { newHandoverRecipient } from '../../core/keys/wrap/handover.ts'
import { handoverContext } from '../../core/keys/wrap/handover-context.ts'
import { formatRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { decodeWrapPayloads } from '../../core/keys/wrap/wrap-payload.ts'
import { createWorkspace } from '../../core/workspace/create-workspace.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { settleKey } from '../../core/workspace/settle-key.ts'
import { type Unlocked, unlock } from '../../core/workspace/unlock.ts'
import { leastStretch } from '../keys/least-stretch.ts'

export const [ana, mia] = ['Ana', 'Mia'] as const

export function passphraseOf(name: string): Uint8Array {
  return new TextEncoder().encode(`a long passphrase of ${name}`)
}

export interface FirmOfTwo {
  home: Home
  workspace: WorkspaceId
  mia: StaffId
  /** Of the workspace's first sheet. */
  recoveryKey: string
}

/** A firm of Ana's, with Mia as a member of its one workspace. No process but this one has a part in it. */
export async function firmOfTwo(folder: string): Promise<FirmOfTwo> {
  const home = new Home(join(folder, 'home'))
  await createFirm(
    home,
    { name: 'Firm', staff: ana, keyStore: 'passphrase', passphrase: passphraseOf(ana) },
    leastStretch(),
  )
  const firm = await signedIn(home, ana)
  const account = await firm.addStaff({ name: mia, role: 'staff', passphrase: passphraseOf(mia) })
  const made = newWorkspace(firm, { name: new TextEncoder().encode('Client'), colour: 0 })
  const { workspace, file, member } = made.binding
  const [{ key }] = await keysOf(made.binding, firm)
  const { size, root } = createWorkspace({
    file,
    key,
    id: workspace,
    name: 'Client',
    colour: 0,
    owner: member,
  })
  made.binding.sign({ kind: 'sign', size, root, previousSize: 0, consistency: [], fork: false })
  const { recoveryKey } = await made.register()
  const opened = await openHere(firm, workspace)
  opened.scope.write((writer) => addMember(writer, { ...account, role: 'member' }, []))
  opened.sign()
  await addWrap(firm, workspace, account)
  opened.close()
  firm.signOut()
  return { home, workspace, mia: account.id, recoveryKey: formatRecoveryKey(recoveryKey) }
}

/** Another home with the same firm in it, inside `folder`. */
export function copyOf({ folder: from }: Home, folder: string): Home {
  const copy = new Home(mkdtempSync(join(folder, 'copy-')))
  cpSync(from, copy.folder, { recursive: true })
  return copy
}

/** @param chosen whose usual passphrase it is */
export async function signedIn(home: Home, name: string, chosen = name): Promise<Firm> {
  return await signIn(home, { staff: name, passphrase: passphraseOf(chosen) })
}

/** What main hands to a workspace process, opened as that does. */
export async function keysOf(binding: WorkspaceBinding, firm: Firm) {
  const recipient = await newHandoverRecipient()
  return decodeWrapPayloads(
    await recipient.open({
      sealed: await binding.handover(recipient.publicKey),
      senderPublicKey: firm.staff.publicKey,
      aad: handoverContext(binding.workspace, firm.staff.id),
    }),
  )
}

export interface OpenHere {
  scope: Scope
  binding: WorkspaceBinding
  key: Uint8Array
  /** Has the log signed as it is now. */
  sign: () => void
  close: () => void
}

/** Opens a workspace in this process, in the steps that main and a workspace process take together. */
export async function openHere(firm: Firm, workspace: WorkspaceId): Promise<OpenHere> {
  const binding = bindWorkspace(firm, workspace)
  const [own, next] = await keysOf(binding, firm)
  const { anchorNote, nextKeyVersion } = binding.opening()
  let { key } = own
  if (
    next &&
    nextKeyVersion !== null &&
    settleKey({ file: binding.file, key, next: { key: next.key, version: nextKeyVersion } })
  ) {
    key = next.key
    binding.keyChanged()
  }
  const unlocked: Unlocked = await unlock({
    file: binding.file,
    key,
    workspace,
    member: binding.member,
    anchorNote,
    signingKey: binding.signingKey,
    recoveredBy: null,
  })
  if (unlocked.kind === 'found') throw new Error(unlocked.quarantine.findings.map(({ kind }) => kind).join())
  binding.opened()
  const { scope, close } = unlocked
  let signed = anchorNote === null ? 0 : openCheckpoint(anchorNote, binding.signingKey).size
  return {
    scope,
    binding,
    key,
    close,
    sign: () => {
      const { size, root } = scope.log.position
      const consistency = scope.log.consistency(signed, size)
      binding.sign({ kind: 'sign', size, root, previousSize: signed, consistency, fork: false })
      signed = size
    },
  }
}
