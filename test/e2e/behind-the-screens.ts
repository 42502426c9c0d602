import { Main } from '../../core/host/main.ts'
import type { OpenWorkspace } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { Role } from '../../core/roles.ts'
import { type App, passphrase } from './app.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** Main, with Ana signed in, and one of her clients open: what the screens do not offer yet, or would take long at. */
export interface Behind {
  main: Main
  workspace: WorkspaceId
  open: OpenWorkspace
  /** Makes an account and lets it into the client. It signs in with `passphraseOf(name)`. */
  addMember: (name: string, role: Role, groups?: string[]) => Promise<void>
}

export function passphraseOf(name: string): string {
  return `${passphrase} of ${name}`
}

/** Closes the app, does some work on its home, and starts it again. */
export async function behindTheScreens(
  app: App,
  client: string,
  work: (behind: Behind) => Promise<void>,
): Promise<App> {
  await app.shell.close()
  const main = new Main(app.home, forkProcess)
  const firm = main.client()
  try {
    await firm.call('firm.signIn', { staff: null, passphrase: bytes(passphrase) })
    const { workspaces } = await firm.call('workspaces.list', {})
    const workspace = workspaces.find(({ name }) => new TextDecoder().decode(name) === client)?.id
    if (!workspace) throw new Error('no such client')
    const open = await main.open(workspace)
    await work({
      main,
      workspace,
      open,
      async addMember(name, role, groups = []) {
        const { id } = await firm.call('staff.add', {
          name,
          role: 'staff',
          passphrase: bytes(passphraseOf(name)),
        })
        const { staff } = await firm.call('staff.list', {})
        const publicKey = staff.find((one) => one.id === id)!.publicKey
        await open.caller.call('members.add', { member: id, name, role, publicKey, groups })
        await firm.call('workspaces.admit', { workspace, staff: id })
      },
    })
    await main.lock(workspace)
  } finally {
    await main.close()
  }
  return await app.restart()
}
