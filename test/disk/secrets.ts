import { cpSync } from 'node:fs'
import { Home } from '../../core/firm/home.ts'
import { readWorkspaceItem } from '../../core/firm/anchor.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { listWorkspaces } from '../../core/firm/list-workspaces.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { newHandoverRecipient } from '../../core/keys/wrap/handover.ts'
import { handoverContext } from '../../core/keys/wrap/handover-context.ts'
import { decodeWrapPayload } from '../../core/keys/wrap/wrap-payload.ts'
import { temporaryFolder } from '../builders.ts'

export interface Secrets {
  accountKey: Uint8Array
  deviceSecret: Uint8Array
  firmKey: Uint8Array
  signingSeed: Uint8Array
  /** By workspace id. */
  workspaces: Map<string, { key: Uint8Array; share: Uint8Array }>
}

/** The keys of a home, got from a copy of it, so that the process that has it open is left alone. */
export async function secretsOf(folder: string, passphrase: string): Promise<Secrets> {
  const copy = temporaryFolder()
  try {
    cpSync(folder, copy.path, { recursive: true })
    const firm = await signIn(new Home(copy.path), { staff: null, passphrase: Buffer.from(passphrase) })
    const { keys, privateKey } = firm.parts
    const secrets: Secrets = {
      accountKey: Buffer.from(privateKey),
      deviceSecret: Buffer.from(keys.deviceSecret),
      firmKey: Buffer.from(keys.firmKey),
      signingSeed: Buffer.from(keys.signingSeed),
      workspaces: new Map(),
    }
    for (const { id } of (await listWorkspaces(firm)).workspaces) {
      const recipient = await newHandoverRecipient()
      const plaintext = await recipient.open({
        sealed: await bindWorkspace(firm, id).handover(recipient.publicKey),
        senderPublicKey: firm.staff.publicKey,
        aad: handoverContext(id, firm.staff.id),
      })
      const { key } = decodeWrapPayload(plaintext)
      secrets.workspaces.set(id, { key, share: Buffer.from(readWorkspaceItem(firm, id).share) })
    }
    firm.signOut()
    return secrets
  } finally {
    copy.remove()
  }
}
