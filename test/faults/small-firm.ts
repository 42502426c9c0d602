import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFirm } from '../../core/firm/create-firm.ts'
import { decodeDeviceKeys } from '../../core/firm/device-item.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { newWorkspace } from '../../core/firm/new-workspace.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { makeWorkspaceFile, openWorkspace, type OpenWorkspace } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { newHandoverRecipient } from '../../core/keys/wrap/handover.ts'
import { handoverContext } from '../../core/keys/wrap/handover-context.ts'
import { formatRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { decodeWrapPayload } from '../../core/keys/wrap/wrap-payload.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { leastStretch } from '../keys/least-stretch.ts'
import { testPassphrase } from './command-line.ts'

/** A firm in a folder, with the passphrase-only key store and one account. */
export async function smallFirm(folder: string): Promise<Home> {
  const home = new Home(join(folder, 'home'))
  await createFirm(
    home,
    { name: 'Small firm', staff: 'Priya', keyStore: 'passphrase', passphrase: passphraseBytes() },
    leastStretch(),
  )
  return home
}

export function passphraseBytes(passphrase = testPassphrase): Uint8Array {
  return new TextEncoder().encode(passphrase)
}

export async function signedIn(home: Home, options: { goOn?: boolean } = {}): Promise<Firm> {
  return await signIn(home, {
    staff: null,
    passphrase: passphraseBytes(),
    goOnFromDamagedLog: options.goOn ?? false,
  })
}

export async function addWorkspace(
  firm: Firm,
  name: string,
): Promise<{ id: WorkspaceId; recoveryKey: string }> {
  const { binding, register, abandon } = newWorkspace(firm, {
    name: new TextEncoder().encode(name),
    colour: 0,
  })
  try {
    await makeWorkspaceFile(binding, { start: forkProcess })
  } catch (error) {
    abandon()
    throw error
  }
  const { recoveryKey } = await register()
  return { id: binding.workspace, recoveryKey: formatRecoveryKey(recoveryKey) }
}

export async function open(firm: Firm, id: WorkspaceId, goOn: string | null = null): Promise<OpenWorkspace> {
  return await openWorkspace(bindWorkspace(firm, id, goOn), { start: forkProcess })
}

/** The key of a workspace, as its own process gets it. */
export async function workspaceKey(firm: Firm, id: WorkspaceId): Promise<Uint8Array> {
  const recipient = await newHandoverRecipient()
  const plaintext = await recipient.open({
    sealed: await bindWorkspace(firm, id).handover(recipient.publicKey),
    senderPublicKey: firm.staff.publicKey,
    aad: handoverContext(id, firm.staff.id),
  })
  return decodeWrapPayload(plaintext).key
}

/** The key of firm.db. */
export function firmKey(firm: Firm): Uint8Array {
  const item = firm.parts.store.get('device')
  if (!item) throw new Error('no device item')
  return decodeDeviceKeys(item).firmKey
}

/** SHA-256 of every file below a folder, by name, but for those that note what was refused: diagnostic log and attempts. */
export function hashesOf(folder: string): Record<string, string> {
  const hashes: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (name.isFile() && !/^(diagnostics|attempts)/.test(name.name)) {
      const file = join(name.parentPath, name.name)
      hashes[file.slice(folder.length + 1)] = createHash('sha256').update(readFileSync(file)).digest('hex')
    }
  return hashes
}
