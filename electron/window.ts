import { z } from 'zod'
import type { Main } from '../core/host/main.ts'
import { OfferedPath } from '../core/host/offered-path.ts'
import type { OpenWorkspace } from '../core/host/open-workspace.ts'
import { AppWindow, type PageConnection, type Sample } from '../core/host/window.ts'
import type { AppFiles } from './app-files.ts'
import type { ElectronApi, NativeWindow, PageSession, PageView } from './electron-api.ts'
import { appAddress, newPageSession } from './page-session.ts'

const FromPreload = z.object({
  channel: z.enum(['firm', 'window']),
  message: z.unknown(),
  /** Where the files lie that were given to the page; the page's own scripts cannot write here. */
  paths: z.array(z.string()),
})

interface WindowOptions<View extends PageView, Session extends PageSession> {
  electron: ElectronApi<View, Session>
  main: Main
  files: AppFiles
  samples: readonly Sample[]
  /** The preload script, as plain JavaScript. */
  preload: string
}

/** A window of Electron with one page in it, which is thrown away with its session at every switch and lock. */
export class ElectronWindow<View extends PageView, Session extends PageSession> {
  readonly #options: WindowOptions<View, Session>
  readonly #native: NativeWindow<View>
  readonly #window: AppWindow
  readonly #closed = Promise.withResolvers<void>()
  #view: View | null = null
  #pages = 0

  constructor(options: WindowOptions<View, Session>) {
    this.#options = options
    this.#native = new options.electron.BaseWindow({
      width: 1280,
      height: 800,
      minWidth: 800,
      minHeight: 560,
      // Constant: window managers and screen recorders keep titles.
      title: 'Bulkhead',
      backgroundColor: '#f3f2ef',
    })
    this.#window = new AppWindow(options.main, {
      renew: () => this.#renew(),
      attach: (workspace, binding) => this.#attach(workspace, binding),
      chooseTarget: async (proposed) => await this.#chooseTarget(proposed),
      samples: options.samples,
    })
    this.#native.on('resize', () => this.#fit())
    this.#native.on('closed', () => {
      this.#view?.webContents.close()
      this.#view = null
      void this.#window.close().finally(() => this.#closed.resolve())
    })
    this.#renew()
  }

  /** Resolves when the window is gone and everything is locked. */
  get closed(): Promise<void> {
    return this.#closed.promise
  }

  async lock(): Promise<void> {
    await this.#window.lock()
  }

  #renew(): void {
    const { electron, files, preload } = this.#options
    if (this.#view) {
      this.#native.contentView.removeChildView(this.#view)
      this.#view.webContents.close()
    }
    this.#pages += 1
    const view = new electron.WebContentsView({
      webPreferences: {
        session: newPageSession(electron.session, `page-${this.#pages}`, files),
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: false,
      },
    })
    this.#view = view
    const { webContents } = view
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
    for (const event of [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
    ] as const)
      webContents.on(event, (navigation) => navigation.preventDefault())

    let connection: PageConnection | null = null
    webContents.ipc.on('bulkhead', ({ senderFrame }, said) => {
      const from = FromPreload.safeParse(said)
      if (senderFrame !== webContents.mainFrame || !from.success || this.#view !== view) return
      connection ??= this.#window.connect((channel, message) => {
        if (this.#view === view) webContents.send('bulkhead', { channel, message })
      })
      const { channel, message, paths } = from.data
      connection.receive(channel, paths.length > 0 ? withPaths(message, paths) : message)
    })
    this.#native.contentView.addChildView(view)
    this.#fit()
    void webContents.loadURL(appAddress)
  }

  /** A port from the page to the process of the workspace, past main. */
  #attach(workspace: OpenWorkspace, binding: number): void {
    const { port1, port2 } = new this.#options.electron.MessageChannelMain()
    workspace.handOver(port1)
    this.#view?.webContents.postMessage('bulkhead-workspace', { binding }, [port2])
  }

  async #chooseTarget(proposed: string): Promise<string | null> {
    const { canceled, filePath } = await this.#options.electron.dialog.showSaveDialog(this.#native, {
      defaultPath: proposed,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    return canceled || filePath === '' ? null : filePath
  }

  #fit(): void {
    const { width, height } = this.#native.getContentBounds()
    this.#view?.setBounds({ x: 0, y: 0, width, height })
  }
}

function withPaths(message: unknown, paths: readonly string[]): unknown {
  const files = paths.map((path) => (path === '' ? null : new OfferedPath(path)))
  return typeof message === 'object' ? { ...message, input: { files } } : message
}
