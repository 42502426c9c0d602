import { cpSync, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { Main } from '../../core/host/main.ts'
import type { InstallerOptions } from '../../core/host/models/installer.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { type ChromiumShell, startChromiumShell } from '../../electron/chromium-shell.ts'
import { buildRenderer, rendererFolder } from '../../electron/build-renderer.ts'
import { findChromium } from '../../electron/find-chromium.ts'
import { temporaryFolder } from '../builders.ts'
import { leastStretch } from '../keys/least-stretch.ts'

/** Null where there is no browser; on the build machine there has to be one. */
export const chromiumProgram = findChromium()
if (chromiumProgram === null && process.env['CI']) throw new Error('The end-to-end tests need a Chromium.')

const bytes = (text: string) => new TextEncoder().encode(text)

export const passphrase = 'a long enough passphrase'

/** The client's documents for a workspace that a test starts with. */
export interface Client {
  name: string
  colour?: number
  /** Files and folders. */
  documents?: readonly string[]
  /** Whether its recovery sheet was typed back. */
  isConfirmed?: boolean
  /** A language model in GGUF that answers here. */
  generator?: string
}

/** A running app on a home of its own, in a real browser without a window. */
export class App {
  readonly shell: ChromiumShell
  readonly home: Home
  readonly #remove: () => void

  private constructor(shell: ChromiumShell, home: Home, remove: () => void) {
    this.shell = shell
    this.home = home
    this.#remove = remove
  }

  /** Starts on an empty home, or on one where a firm with these clients was set up without the screens. */
  static async start(
    clients: readonly Client[] | null = null,
    installing: InstallerOptions = {},
  ): Promise<App> {
    await built()
    const folder = temporaryFolder()
    const home = new Home(join(folder.path, 'home'))
    if (clients) cpSync(await filled(clients), home.folder, { recursive: true })
    home.make()
    return new App(await start(home, installing), home, () => folder.remove())
  }

  get page(): Page {
    return this.shell.page
  }

  /** Closes the window and starts again on the same home. */
  async restart(): Promise<App> {
    await this.shell.close()
    return new App(await start(this.home), this.home, this.#remove)
  }

  async close(): Promise<void> {
    await this.shell.close()
    this.#remove()
  }
}

async function start(home: Home, installing: InstallerOptions = {}): Promise<ChromiumShell> {
  if (chromiumProgram === null) throw new Error('no Chromium')
  return await startChromiumShell({
    home,
    program: chromiumProgram,
    files: rendererFolder,
    start: forkProcess,
    headless: true,
    installing,
    chooseTarget: (proposed) => Promise.resolve(join(home.folder, '..', basename(proposed))),
  })
}

let building: Promise<unknown> | undefined

/** The renderer as it is built for a release, once for each test process; `BULKHEAD_BUILT` says that it just was. */
async function built(): Promise<void> {
  if (process.env['BULKHEAD_BUILT'] && existsSync(rendererFolder)) return
  building ??= buildRenderer(() => undefined)
  await building
}

const firms = new Map<string, Promise<string>>()

/** The folder of a firm with these clients, made once for each test process; a test takes a copy. */
async function filled(clients: readonly Client[]): Promise<string> {
  const key = JSON.stringify(clients)
  const made = firms.get(key) ?? fill()
  firms.set(key, made)
  return await made

  async function fill(): Promise<string> {
    const folder = temporaryFolder()
    process.once('exit', () => folder.remove())
    const home = new Home(folder.path)
    home.make()
    await fillFirm(home, clients)
    return folder.path
  }
}

/** A firm "Penhallow Iyer" of Ana's with the passphrase-only key store; its clients are made through main. */
async function fillFirm(home: Home, clients: readonly Client[]): Promise<void> {
  await createFirm(
    home,
    {
      name: 'Penhallow Iyer',
      staff: 'Ana Pereira',
      keyStore: 'passphrase',
      passphrase: bytes(passphrase),
    },
    leastStretch(),
  )
  const main = new Main(home, forkProcess)
  const client = main.client()
  try {
    await client.call('firm.signIn', { staff: null, passphrase: bytes(passphrase) })
    for (const [
      index,
      { name, colour = index, documents = [], isConfirmed = true, generator },
    ] of clients.entries()) {
      const { workspace, recoveryKey } = await client.call('workspaces.create', { name: bytes(name), colour })
      if (isConfirmed) await client.call('workspaces.confirmRecoverySheet', { workspace, recoveryKey })
      if (documents.length > 0) await importInto(main, workspace, documents)
      if (generator !== undefined) await answerWith(main, workspace, generator)
    }
  } finally {
    await main.close()
  }
}

async function importInto(main: Main, workspace: WorkspaceId, documents: readonly string[]): Promise<void> {
  const open = await main.open(workspace)
  await open.offer(documents)
  await open.caller.call('documents.import', { paths: [...documents] })
  await main.lock(workspace)
}

async function answerWith(main: Main, workspace: WorkspaceId, generator: string): Promise<void> {
  main.offerModelFiles([generator])
  await main
    .client()
    .call('models.importFile', { paths: [generator], name: 'tiny-llama', licence: 'Apache-2.0' })
  const { caller } = await main.open(workspace)
  const { choices } = await caller.call('model.state', {})
  const model = choices.find(({ task }) => task === 'generate')
  if (!model) throw new Error('the language model is not there')
  await caller.call('model.select', { task: 'generate', sha256: model.sha256 })
  await main.lock(workspace)
}
