import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, type CDPSession, chromium, type Page, type Route } from 'playwright-core'
import { z } from 'zod'
import type { BridgeChannel } from '../core/contract/bridge.ts'
import type { Home } from '../core/firm/home.ts'
import { Main } from '../core/host/main.ts'
import type { InstallerOptions } from '../core/host/models/installer.ts'
import { OfferedPath } from '../core/host/offered-path.ts'
import { AppWindow, type PageConnection } from '../core/host/window.ts'
import type { StartProcess } from '../core/process/port.ts'
import { AppFiles } from './app-files.ts'
import { chromiumArguments } from './chromium-arguments.ts'
import { writePreferences } from './chromium-preferences.ts'
import { watchDesktop, type WatchedDesktop } from './desktop-signals.ts'
import { inEmptyNetwork } from './empty-network.ts'
import { filesName, type FromPage, pageScript, receiveName, sendName } from './page-script.ts'
import { bytesKey, fromWire, toWire } from './wire.ts'
import { readSamples } from './samples.ts'
import { askWhereToSave } from './save-dialog.ts'

/**
 * Two names for one app. A page is thrown away by going to the other one: to Chromium that is another site, which gets
 * another process, and the old one ends with all that it held. Both are constant, so nothing is told by a history.
 */
const origins = ['https://bulkhead-a.invalid', 'https://bulkhead-b.invalid'] as const

export interface ChromiumShellOptions {
  home: Home
  /** The installed browser. */
  program: string
  /** The built renderer. */
  files: string
  start: StartProcess
  /** Without a window, for tests. */
  headless?: boolean
  /** Asks where to save, instead of the desktop's dialog; without a window there has to be one. */
  chooseTarget?: (proposed: string) => Promise<string | null>
  /** Another way to download models; only a test has one. */
  installing?: InstallerOptions
}

export interface ChromiumShell {
  readonly context: BrowserContext
  readonly page: Page
  readonly main: Main
  readonly window: AppWindow
  readonly desktop: WatchedDesktop
  /** Whether the browser has no network interface at all. */
  readonly emptyNetwork: boolean
  /** Resolves when the person closed the window and everything is locked. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/**
 * Shows the renderer in an installed Chromium as an app window, over the debugging pipe: no server, no open port. Client
 * text passes through this process, which Electron's does not see.
 */
export async function startChromiumShell(options: ChromiumShellOptions): Promise<ChromiumShell> {
  const profile = join(options.home.folder, 'browser')
  // What a crash left behind goes first.
  rmSync(profile, { recursive: true, force: true })
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  writePreferences(join(profile, 'profile'))
  const fenced = inEmptyNetwork(options.program, profile)
  const context = await chromium.launchPersistentContext(join(profile, 'profile'), {
    executablePath: fenced ?? options.program,
    headless: options.headless ?? false,
    args: chromiumArguments('data:text/html,<title>Bulkhead</title>'),
    ignoreDefaultArgs: ['--enable-automation'],
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: options.headless ? { width: 1280, height: 800 } : null,
    acceptDownloads: false,
    serviceWorkers: 'block',
    bypassCSP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const files = new AppFiles(options.files)
  await context.route('**/*', async (route) => await answer(route, files))
  const page = context.pages()[0] ?? (await context.newPage())
  const main = new Main(options.home, options.start, options.installing)
  const pipe = new PagePipe(page, await context.newCDPSession(page))
  const window = new AppWindow(main, {
    renew: () => pipe.renew(),
    chooseTarget: options.chooseTarget ?? askWhereToSave,
    samples: readSamples(),
  })
  await pipe.open((deliver) => window.connect(deliver))
  context.on('page', (other) => {
    // One window; what would open another is refused.
    if (other !== page) void other.close()
  })

  const desktop = watchDesktop({
    lock: () => void window.lock(),
    unheard: (source) => main.desktopUnheard(source),
  })
  const closed = Promise.withResolvers<void>()
  let closing = false
  const close = async () => {
    if (closing) return await closed.promise
    closing = true
    desktop.stop()
    await window.close()
    await context.close().catch(() => undefined)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    closed.resolve()
  }
  page.on('close', () => void close())
  context.on('close', () => void close())
  pipe.renew()
  return {
    context,
    page,
    main,
    window,
    desktop,
    emptyNetwork: fenced !== null,
    closed: closed.promise,
    close,
  }
}

async function answer(route: Route, files: AppFiles): Promise<void> {
  const address = route.request().url()
  const own = origins.some((origin) => address.startsWith(`${origin}/`))
  // Where the page that asked is already gone, there is nobody to answer. A way out of the app is answered with "no
  // content", at which the page stays where it is; refused, it would give way to the browser's own page of errors.
  if (!own)
    return await (
      route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.abort('blockedbyclient')
    ).catch(() => undefined)
  const { status, headers, body } = await files.get(address)
  await route.fulfill({ status, headers, body }).catch(() => undefined)
}

/** What Chromium says of a context: whether the page's own scripts run in it, and in which frame. */
const ContextData = z.object({ frameId: z.string(), isDefault: z.boolean() })

type Connect = (deliver: (channel: BridgeChannel, message: unknown) => void) => PageConnection

/** The pipe between the window and whatever page is in it. */
class PagePipe {
  readonly #page: Page
  readonly #session: CDPSession
  #connection: { page: string; connection: PageConnection } | null = null
  #outgoing: { channel: BridgeChannel; message: unknown }[] = []
  #sending = false
  #loads = 0

  constructor(page: Page, session: CDPSession) {
    this.#page = page
    this.#session = session
  }

  async open(connect: Connect): Promise<void> {
    // Not by `exposeBinding`: it keeps what passed through it as long as the page's window is open.
    const ofMainFrame = new Set<number>()
    this.#session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId, isDefault } = ContextData.parse(context.auxData)
      if (isDefault && frameId === mainFrame) ofMainFrame.add(context.id)
    })
    this.#session.on('Runtime.executionContextsCleared', () => ofMainFrame.clear())
    this.#session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      ofMainFrame.delete(executionContextId),
    )
    this.#session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== sendName || !ofMainFrame.has(executionContextId)) return
      void this.#receive(connect, fromWire(payload) as FromPage)
    })
    const { frameTree } = await this.#session.send('Page.getFrameTree')
    const mainFrame = frameTree.frame.id
    await this.#session.send('Runtime.enable')
    await this.#session.send('Runtime.addBinding', { name: sendName })
    const names = {
      send: sendName,
      receive: receiveName,
      files: filesName,
      bytes: bytesKey,
      origins: [...origins],
    }
    await this.#page.addInitScript(pageScript, names)
  }

  async #receive(connect: Connect, from: FromPage): Promise<void> {
    if (this.#connection?.page !== from.page) {
      // Only a page that has just loaded says nothing but who it is.
      if (from.channel !== undefined) return
      this.#outgoing = []
      const made = connect((channel, message) => this.#send(from.page, channel, message))
      this.#connection = { page: from.page, connection: made }
      return
    }
    const { connection } = this.#connection
    if (from.channel === undefined) return
    if (!from.files) return connection.receive(from.channel, from.message)
    const paths = await this.#paths(from.files)
    connection.receive(from.channel, { ...(from.message as object), input: { files: paths } })
  }

  /** Clears the screen at once, then loads the app under its other name. */
  renew(): void {
    this.#connection = null
    const address = `${origins[this.#loads++ % 2] ?? origins[0]}/`
    void this.#page
      .evaluate(() => document.documentElement.replaceChildren())
      .catch(() => undefined)
      .then(async () => await this.#page.goto(address, { waitUntil: 'commit' }))
      .catch(() => undefined)
  }

  /** Messages that come while others are on the way go together: a call over the pipe costs about a millisecond. */
  #send(page: string, channel: BridgeChannel, message: unknown): void {
    if (this.#connection && this.#connection.page !== page) return
    this.#outgoing.push({ channel, message })
    if (!this.#sending) void this.#flush(page)
  }

  async #flush(page: string): Promise<void> {
    this.#sending = true
    while (this.#outgoing.length > 0) {
      const messages = this.#outgoing
      this.#outgoing = []
      const batch = JSON.stringify(toWire(messages))
      await this.#session
        .send('Runtime.evaluate', {
          expression: `globalThis[${JSON.stringify(receiveName)}]?.(${JSON.stringify(page)}, ${batch})`,
        })
        // The page is gone, and what was meant for it with it.
        .catch(() => undefined)
    }
    this.#sending = false
  }

  /**
   * Where the files lie that the person gave to the page. Chromium knows; the page does not, and a `File` that a script
   * made lies nowhere.
   */
  async #paths({ token }: { token: number }): Promise<(OfferedPath | null)[]> {
    const expression = `${filesName}(${z.int().parse(token)})`
    const { result } = await this.#session.send('Runtime.evaluate', { expression })
    const list = z.string().parse(result.objectId)
    const { result: properties } = await this.#session.send('Runtime.getProperties', {
      objectId: list,
      ownProperties: true,
    })
    const objects = properties.flatMap(({ name, value }) =>
      /^\d+$/.test(name) && value?.objectId !== undefined ? [value.objectId] : [],
    )
    return await Promise.all(
      objects.map(async (objectId) => {
        const { path } = await this.#session.send('DOM.getFileInfo', { objectId })
        return path === '' ? null : new OfferedPath(path)
      }),
    )
  }
}
