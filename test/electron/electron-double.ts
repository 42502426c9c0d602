import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { runInNewContext } from 'node:vm'
import type { MessagePortMain } from 'electron'
import type { Bridge } from '../../core/contract/bridge.ts'
import type {
  ElectronApi,
  NativeWindow,
  PageContents,
  PagePreferences,
  PageSession,
  PageView,
} from '../../electron/electron-api.ts'
import { MessageChannelDouble, type PortDouble } from './port-double.ts'

const preload = stripTypeScriptTypes(
  readFileSync(new URL('../../electron/preload.cts', import.meta.url), 'utf8'),
)

/** What a page of the double was given, and what it did. */
export class PageDouble extends EventEmitter implements PageView, PageContents {
  readonly preferences: PagePreferences<SessionDouble>
  readonly mainFrame = {}
  /** What the preload script exposed: all that a page has. */
  readonly exposed: Record<string, unknown> = {}
  closed = false
  address = ''
  openHandler: () => { action: 'deny' | 'allow' } = () => ({ action: 'allow' })
  readonly #main = new EventEmitter()
  readonly #renderer = new EventEmitter()

  constructor({ webPreferences }: { webPreferences: PagePreferences<SessionDouble> }) {
    super()
    this.preferences = webPreferences
  }

  get webContents(): PageContents {
    return this
  }

  get ipc() {
    return {
      on: (channel: string, listener: (event: { senderFrame: unknown }, message: unknown) => void) =>
        this.#main.on(channel, listener),
    }
  }

  get bridge(): Bridge {
    return this.exposed['bulkhead'] as Bridge
  }

  /** As a script in another frame, or one that got hold of the channel, would. */
  say(message: unknown, senderFrame: unknown = this.mainFrame): void {
    this.#main.emit('bulkhead', { senderFrame }, structuredClone(message))
  }

  send(channel: string, message: unknown): void {
    const copy: unknown = structuredClone(message)
    queueMicrotask(() => !this.closed && this.#renderer.emit(channel, {}, copy))
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[]): void {
    const ports = (transfer as unknown as PortDouble[]).map(domPort)
    queueMicrotask(() => !this.closed && this.#renderer.emit(channel, { ports }, message))
  }

  loadURL(address: string): Promise<void> {
    this.address = address
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (this.exposed[name] = value) },
      ipcRenderer: {
        on: (channel: string, listener: (...args: unknown[]) => void) => this.#renderer.on(channel, listener),
        send: (channel: string, message: unknown) =>
          this.#main.emit(channel, { senderFrame: this.mainFrame }, structuredClone(message)),
      },
      webUtils: { getPathForFile: (file: FileDouble) => file.path },
    }
    runInNewContext(preload, {
      require: (name: string) => (name === 'electron' ? electron : undefined),
      File: FileDouble,
      exports: {},
    })
    this.emit('did-finish-load')
    return Promise.resolve()
  }

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.openHandler = handler
  }

  setBounds(): void {
    // There is nothing to see.
  }

  close(): void {
    this.closed = true
  }

  /** Whether the page may go there. */
  navigates(event: string): boolean {
    let prevented = false
    this.emit(event, { preventDefault: () => (prevented = true) })
    return !prevented
  }
}

/** A `File` that lies somewhere, or one that a script made. */
export class FileDouble {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }
}

export class SessionDouble extends EventEmitter implements PageSession {
  readonly name: string
  readonly cache: boolean
  handler: ((request: Request) => Promise<Response>) | null = null
  blocks: (url: string) => boolean = () => false
  grants: (permission: string) => boolean = () => true
  checks: (permission: string) => boolean = () => true
  devices: () => boolean = () => true
  spells = true
  proxy = ''

  constructor(name: string, cache: boolean) {
    super()
    this.name = name
    this.cache = cache
  }

  get protocol() {
    return {
      handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
        this.handler = handler
      },
    }
  }

  get webRequest() {
    return {
      onBeforeRequest: (
        listener: (details: { url: string }, callback: (response: { cancel: boolean }) => void) => void,
      ) => {
        this.blocks = (url) => {
          let cancelled = false
          listener({ url }, ({ cancel }) => (cancelled = cancel))
          return cancelled
        }
      },
    }
  }

  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void,
  ): void {
    this.grants = (permission) => {
      let granted = false
      handler(null, permission, (answer) => (granted = answer))
      return granted
    }
  }

  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void {
    this.checks = (permission) => handler(null, permission)
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.devices = handler
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spells = enable
  }

  setProxy({ proxyRules }: { proxyRules: string }): Promise<void> {
    this.proxy = proxyRules
    return Promise.resolve()
  }
}

class NativeWindowDouble extends EventEmitter implements NativeWindow<PageDouble> {
  readonly #views: PageDouble[]

  constructor(views: PageDouble[]) {
    super()
    this.#views = views
  }

  get contentView() {
    return {
      addChildView: (view: PageDouble) => void this.#views.push(view),
      removeChildView: () => undefined,
    }
  }

  getContentBounds() {
    return { width: 1280, height: 800 }
  }
}

/** A double of the part of Electron that a window uses. It runs the real preload script, and no page. */
export function electronDouble(
  chooseTarget: (proposed: string) => Promise<string | null> = (proposed) => Promise.resolve(proposed),
) {
  const pages: PageDouble[] = []
  const sessions: SessionDouble[] = []
  const windows: NativeWindowDouble[] = []
  const api: ElectronApi<PageDouble, SessionDouble> = {
    BaseWindow: class extends NativeWindowDouble {
      constructor() {
        super(pages)
        windows.push(this)
      }
    },
    WebContentsView: PageDouble,
    session: {
      fromPartition(name, { cache }) {
        const session = new SessionDouble(name, cache)
        sessions.push(session)
        return session
      },
    },
    MessageChannelMain: MessageChannelDouble,
    dialog: {
      async showSaveDialog(_window, { defaultPath }) {
        const filePath = await chooseTarget(defaultPath)
        return { canceled: filePath === null, filePath: filePath ?? '' }
      },
    },
  }
  return { api, pages, sessions, windows }
}

/** As the page sees a port that was sent to it. */
function domPort(port: PortDouble) {
  return {
    addEventListener: (_event: 'message', listener: (event: { data: unknown }) => void) =>
      port.on('message', listener),
    start: () => port.start(),
    postMessage: (message: unknown) => port.postMessage(message),
    close: () => port.close(),
  }
}
