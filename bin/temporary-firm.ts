import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFirm } from '../core/firm/create-firm.ts'
import type { Firm } from '../core/firm/firm.ts'
import { Home } from '../core/firm/home.ts'
import { listWorkspaces, newWorkspace } from '../core/firm/register.ts'
import { signIn } from '../core/firm/sign-in.ts'
import { makeWorkspaceFile, type OpenWorkspace } from '../core/host/open-workspace.ts'
import { forkProcess } from '../core/process/fork.ts'
import type { Output } from './output.ts'
import { withWorkspace } from './session.ts'

/** A firm for one run: passphrase-only key store, random passphrase, in a folder that is removed at the end. */
export interface TemporaryFirm {
  folder: string
  home: Home
  /** Of the first account; a copy, since signing in zeroes what it is given. */
  passphrase(): Uint8Array
  signIn(staff: string | null, passphrase: Uint8Array): Promise<Firm>
  /** Makes the workspace where it does not exist yet and opens it as the first account. */
  withWorkspace<T>(
    name: string,
    work: (workspace: OpenWorkspace, signal: AbortSignal) => Promise<T>,
  ): Promise<T>
}

const firstStaff = 'Priya (partner)'

export async function withTemporaryFirm<T>(
  output: Output,
  work: (firm: TemporaryFirm) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const home = new Home(join(folder, 'home'))
    const secret = randomBytes(32).toString('hex')
    const passphrase = () => new TextEncoder().encode(secret)
    await createFirm(home, {
      name: 'Temporary',
      staff: firstStaff,
      keyStore: 'passphrase',
      passphrase: passphrase(),
    })
    const signedIn = (staff: string | null, given: Uint8Array) => signIn(home, { staff, passphrase: given })
    return await work({
      folder,
      home,
      passphrase,
      signIn: signedIn,
      async withWorkspace(name, inWorkspace) {
        const firm = await signedIn(firstStaff, passphrase())
        try {
          await ensureWorkspace(firm, name)
          return await withWorkspace(firm, name, output, inWorkspace)
        } finally {
          firm.signOut()
        }
      },
    })
  } finally {
    remove()
    process.off('exit', remove)
  }
}

export async function ensureWorkspace(firm: Firm, name: string, colour = 0): Promise<void> {
  const bytes = new TextEncoder().encode(name)
  const { workspaces } = await listWorkspaces(firm)
  if (workspaces.some((one) => Buffer.compare(one.name, bytes) === 0)) return
  const { binding, register } = newWorkspace(firm, { name: bytes, colour })
  await makeWorkspaceFile(binding, { start: forkProcess })
  const { recoveryKey } = await register()
  recoveryKey.fill(0)
}
