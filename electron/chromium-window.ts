import type { Readable, Writable } from 'node:stream'
import { type BrowserContext, chromium, type Page, type Route } from 'playwright-core'
import type { Home } from '../core/firm/home.ts'
import { Main } from '../core/host/main.ts'
import type { InstallerOptions } from '../core/host/models/installer.ts'
import { AppWindow, type WindowShell } from '../core/host/window.ts'
import type { WorkspaceId } from '../core/ids.ts'
import type { StartProcess } from '../core/process/port.ts'
import { AppFiles } from './app-files.ts'
import { waitingPage } from './chromium-arguments.ts'
import { browserFolder } from './chromium-browser.ts'
import { watchDesktop, type WatchedDesktop } from './desktop-signals.ts'
import { origins, PagePipe } from './page-pipe.ts'
import { PipeTransport } from './pipe-transport.ts'
import { readSamples } from './samples.ts'
import { askWhereToSave } from './save-dialog.ts'

export interface ChromiumWindowOptions {
  home: Home
  /** The built renderer. */
  files: string
  start: StartProcess
  /** Asks where to save, instead of the desktop's dialog; without a window there has to be one. */
  chooseTarget?: (proposed: string) => Promise<string | null>
  /** Another way to download models; only a test has one. */
  installing?: InstallerOptions
  /** What was open before the lock that ended the process before this one. */
  last?: WorkspaceId | null
  /** Ends this process after a lock; see `WindowShell`. The page is gone by then. */
  retire?: WindowShell['retire']
}

export interface ChromiumWindow {
  readonly context: BrowserContext
  readonly page: Page
  readonly main: Main
  readonly window: AppWindow
  readonly desktop: WatchedDesktop
  /** Resolves when the person closed the window and everything is locked. */
  readonly closed: Promise<void>
  /** Locks everything and lets go of the pipe; a browser whose pipe nobody has ends. */
  close(): Promise<void>
}

/**
 * Main, and the renderer shown in the window of a browser whose debugging pipe this is. What the page and a workspace
 * say to each other passes through this process.
 */
export async function openChromiumWindow(
  [commands, messages]: readonly [Writable, Readable],
  options: ChromiumWindowOptions,
): Promise<ChromiumWindow> {
  const transport = await PipeTransport.take(messages, commands)
  const browser = await chromium.connectOverCDP(transport, {
    // The system's own colours, motion and focus.
    noDefaults: true,
    artifactsDir: browserFolder(options.home),
    timeout: 0,
  })
  const [context] = browser.contexts()
  if (!context) throw new Error('The browser has no window.')
  // It holds as long as its session.
  const downloads = await browser.newBrowserCDPSession()
  await downloads.send('Browser.setDownloadBehavior', { behavior: 'deny' })
  const files = new AppFiles(options.files)
  await context.route('**/*', async (route) => await answer(route, files))
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: 0 }))
  const main = new Main(options.home, options.start, options.installing)
  const pipe = new PagePipe(page, await context.newCDPSession(page))
  const { retire } = options
  const window = new AppWindow(
    main,
    {
      renew: () => pipe.renew(),
      ...(retire && {
        retire: (last, locked) => {
          const gone = pipe.end(waitingPage(main.settings.theme))
          retire(
            last,
            Promise.all([gone, locked]).then(() => undefined),
          )
        },
      }),
      chooseTarget: options.chooseTarget ?? askWhereToSave,
      samples: readSamples(),
    },
    options.last,
  )
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
    transport.close()
    closed.resolve()
  }
  page.on('close', () => void close())
  browser.on('disconnected', () => void close())
  pipe.renew()
  return { context, page, main, window, desktop, closed: closed.promise, close }
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
