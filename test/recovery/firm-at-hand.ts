import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { Main, type MainCaller } from '../../core/host/main.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { leastStretch } from '../keys/least-stretch.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (written: Uint8Array) => new TextDecoder().decode(written)

/** A firm of Ana's on a home of its own, through main and real processes: what a shell and the command line can do. */
export class FirmAtHand {
  readonly home: Home
  readonly main: Main
  readonly client: MainCaller

  constructor(folder: string) {
    this.home = new Home(folder)
    this.main = new Main(this.home, forkProcess)
    this.client = this.main.client()
  }

  async create(keyStore: 'passphrase' | 'keychain' = 'passphrase'): Promise<this> {
    await createFirm(
      this.home,
      {
        name: 'Penhallow Iyer',
        staff: 'Ana Pereira',
        keyStore,
        passphrase: bytes('ana ana, quiet ferries'),
      },
      leastStretch(),
    )
    await this.signIn()
    return this
  }

  async signIn(staff = 'Ana Pereira', passphrase = 'ana ana, quiet ferries'): Promise<void> {
    await this.client.call('firm.signIn', { staff, passphrase: bytes(passphrase) })
  }

  async add(name: string): Promise<{ workspace: WorkspaceId; sheet: string }> {
    const { workspace, recoveryKey } = await this.client.call('workspaces.create', {
      name: bytes(name),
      colour: 0,
    })
    return { workspace, sheet: text(recoveryKey) }
  }

  async open(workspace: WorkspaceId): Promise<WorkspaceCaller> {
    await this.client.call('workspaces.open', { workspace })
    return this.main.bound(workspace).caller
  }

  /** Imports one text file under a name. */
  async importText(workspace: WorkspaceId, path: string, content: string): Promise<void> {
    writeFileSync(path, content)
    const open = this.main.bound(workspace)
    await open.offer([path])
    await open.caller.call('documents.import', { paths: [path] })
  }

  async titles(workspace: WorkspaceId): Promise<string[]> {
    const { documents } = await this.main.bound(workspace).caller.call('documents.list', {})
    return documents.map(({ title }) => title).sort()
  }

  async types(workspace: WorkspaceId): Promise<string[]> {
    const { entries } = await this.main.bound(workspace).caller.call('log.list', { limit: 1_000 })
    return entries.map(({ type }) => type)
  }

  async newSheet(workspace: WorkspaceId): Promise<string> {
    return text((await this.client.call('workspaces.newRecoverySheet', { workspace })).recoveryKey)
  }

  async confirm(workspace: WorkspaceId, sheet: string): Promise<void> {
    await this.client.call('workspaces.confirmRecoverySheet', { workspace, recoveryKey: bytes(sheet) })
  }

  async sheetState(workspace: WorkspaceId) {
    const { workspaces } = await this.client.call('workspaces.list', {})
    return workspaces.find(({ id }) => id === workspace)?.sheet
  }

  async backUp(
    workspace: WorkspaceId,
    target: string,
    signal?: AbortSignal,
    onEvent = () => {},
  ): Promise<void> {
    this.main.offerTarget(target)
    const options = signal ? { signal, onEvent } : { onEvent }
    await this.client.call('workspaces.backup', { workspace, target }, options)
  }

  async restore(
    file: string,
    replace = false,
    signal?: AbortSignal,
    onEvent = () => {},
  ): Promise<WorkspaceId> {
    this.main.offerFile(file)
    const options = signal ? { signal, onEvent } : { onEvent }
    return (await this.client.call('workspaces.restore', { file, replace }, options)).workspace
  }

  async recover(file: string | null, sheet: string): Promise<WorkspaceId> {
    if (file !== null) this.main.offerFile(file)
    return (await this.client.call('workspaces.recover', { file, recoveryKey: bytes(sheet) })).workspace
  }
}

export function inFolder(folder: string, name: string): FirmAtHand {
  return new FirmAtHand(join(folder, name))
}
