import type { MessagePortMain } from 'electron'

/** All of Electron that a window of ours touches; a double of it is small, and what it does not have we do not use. */
export interface ElectronApi<View extends PageView = PageView, Session extends PageSession = PageSession> {
  BaseWindow: new (options: {
    width: number
    height: number
    minWidth: number
    minHeight: number
    title: string
    backgroundColor: string
  }) => NativeWindow<View>
  WebContentsView: new (options: { webPreferences: PagePreferences<Session> }) => View
  session: { fromPartition(partition: string, options: { cache: boolean }): Session }
  dialog: {
    showSaveDialog(
      window: NativeWindow<View>,
      options: { defaultPath: string; properties: ('createDirectory' | 'showOverwriteConfirmation')[] },
    ): Promise<{ canceled: boolean; filePath: string }>
  }
  MessageChannelMain: new () => { port1: MessagePortMain; port2: MessagePortMain }
}

export interface PagePreferences<Session extends PageSession> {
  session: Session
  preload: string
  sandbox: true
  contextIsolation: true
  nodeIntegration: false
  webviewTag: false
  navigateOnDragDrop: false
  spellcheck: false
  devTools: boolean
}

export interface NativeWindow<View extends PageView> {
  readonly contentView: { addChildView(view: View): void; removeChildView(view: View): void }
  getContentBounds(): { width: number; height: number }
  on(event: 'resize' | 'closed', listener: () => void): unknown
}

export interface PageView {
  readonly webContents: PageContents
  setBounds(bounds: { x: number; y: number; width: number; height: number }): void
}

interface Preventable {
  preventDefault(): void
}

export interface PageContents {
  readonly ipc: {
    on(channel: string, listener: (event: { senderFrame: unknown }, message: unknown) => void): unknown
  }
  readonly mainFrame: unknown
  send(channel: string, message: unknown): void
  postMessage(channel: string, message: unknown, transfer: MessagePortMain[]): void
  loadURL(address: string): Promise<void>
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview',
    listener: (event: Preventable) => void,
  ): unknown
  close(): void
}

export interface PageSession {
  readonly protocol: { handle(scheme: string, handler: (request: Request) => Promise<Response>): void }
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { url: string }, callback: (response: { cancel: boolean }) => void) => void,
    ): void
  }
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void,
  ): void
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
  setSpellCheckerEnabled(enable: boolean): void
  setProxy(config: { mode: 'fixed_servers'; proxyRules: string; proxyBypassRules: string }): Promise<void>
  on(event: 'will-download', listener: (event: Preventable) => void): unknown
}
