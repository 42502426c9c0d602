import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  app,
  BaseWindow,
  dialog,
  MessageChannelMain,
  powerMonitor,
  protocol,
  type Session,
  session,
  utilityProcess,
  WebContentsView,
} from 'electron'
import { Home } from '../core/firm/home.ts'
import { Main } from '../core/host/main.ts'
import { AppFiles } from './app-files.ts'
import { rendererFolder } from './build-renderer.ts'
import { watchDesktop } from './desktop-signals.ts'
import { scheme } from './page-session.ts'
import { utilityProcessStarter } from './ports.ts'
import { readSamples } from './samples.ts'
import { ElectronWindow } from './window.ts'

/** Entry of the app under Electron. What can be tested without Electron is elsewhere; see window.ts. */
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
app.commandLine.appendSwitch('disable-quic')
app.commandLine.appendSwitch('disable-domain-reliability')
app.commandLine.appendSwitch('disable-breakpad')
app.commandLine.removeSwitch('remote-debugging-port')
app.commandLine.removeSwitch('inspect')
app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: false } },
])

const home = new Home(resolve(process.env['BULKHEAD_HOME'] ?? join(homedir(), '.bulkhead')))
home.make()
// What Chromium itself keeps, none of it about a client, stays inside of the home.
app.setPath('userData', join(home.folder, 'browser'))

if (app.requestSingleInstanceLock()) {
  await app.whenReady()
  const main = new Main(home, utilityProcessStarter(utilityProcess, MessageChannelMain))
  const window = new ElectronWindow<WebContentsView, Session>({
    electron: { BaseWindow, WebContentsView, session, MessageChannelMain, dialog },
    main,
    files: new AppFiles(rendererFolder),
    samples: readSamples(),
    preload: fileURLToPath(new URL('../dist/preload.cjs', import.meta.url)),
  })
  void window.closed.then(() => app.quit())
  const lock = () => void window.lock()
  // On Linux Electron says no more than a suspend.
  if (process.platform === 'linux') watchDesktop({ lock, unheard: (source) => main.desktopUnheard(source) })
  else {
    powerMonitor.on('suspend', lock)
    powerMonitor.on('lock-screen', lock)
    powerMonitor.on('user-did-resign-active', lock)
  }
} else app.quit()
