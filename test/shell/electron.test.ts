import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { BridgeChannel } from '../../core/contract/bridge.ts'
import { Home } from '../../core/firm/home.ts'
import { Main } from '../../core/host/main.ts'
import { AppFiles } from '../../electron/app-files.ts'
import { utilityProcessStarter } from '../../electron/ports.ts'
import { ElectronWindow } from '../../electron/window.ts'
import { patience, temporaryFolder } from '../builders.ts'
import { electronDouble, FileDouble, type PageDouble } from '../electron/electron-double.ts'
import { MessageChannelDouble } from '../electron/port-double.ts'
import { utilityDouble } from '../electron/utility-double.ts'
import { type ChooseTarget, type TestPage, windowSuite } from './window-suite.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const built = join(folder.path, 'built')
mkdirSync(built)
writeFileSync(join(built, 'index.html'), '<!doctype html><title>Bulkhead</title>')

function start(home: Home, chooseTarget?: ChooseTarget) {
  const double = electronDouble(chooseTarget)
  const window = new ElectronWindow({
    electron: double.api,
    main: new Main(home, utilityProcessStarter(utilityDouble, MessageChannelDouble)),
    files: new AppFiles(built),
    samples: [],
    preload: 'preload.cjs',
  })
  return { ...double, window }
}

windowSuite('Electron’s window (double)', async (home, chooseTarget) => {
  const { pages, window, windows } = start(home, chooseTarget)
  const heard = new Map<PageDouble, TestPage>()
  return await Promise.resolve({
    page: () => Promise.resolve(testPage(heard, pages.at(-1)!)),
    pages: () => pages.length,
    lock: () => window.lock(),
    close: async () => {
      windows[0]?.emit('closed')
      await window.closed
    },
  })
})

function testPage(heard: Map<PageDouble, TestPage>, page: PageDouble): TestPage {
  const known = heard.get(page)
  if (known) return known
  const messages: { channel: BridgeChannel; message: Record<string, unknown> }[] = []
  for (const channel of ['firm', 'window', 'workspace'] as const)
    page.bridge.on(channel, (message) =>
      messages.push({ channel, message: message as Record<string, unknown> }),
    )
  const made: TestPage = {
    call: (channel, message) => Promise.resolve(page.bridge.call(channel, message)),
    received: () => Promise.resolve([...messages]),
    offer: (id, file) => {
      const files = [new FileDouble('path' in file ? file.path : '')]
      return Promise.resolve(
        page.bridge.call('window', { kind: 'call', id, method: 'files.offer', input: { files } }),
      )
    },
  }
  heard.set(page, made)
  return made
}

describe('N2: a page in Electron', () => {
  const home = new Home(join(folder.path, 'home'))
  home.make()
  const { pages, sessions, window, windows } = start(home)
  const page = pages[0]!
  const session = sessions[0]!
  afterAll(async () => {
    windows[0]?.emit('closed')
    await window.closed
  })

  test('is sandboxed, isolated, without Node, spelling, developer tools', () => {
    const { session: _session, preload: _preload, ...preferences } = page.preferences
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    })
    expect(session.spells).toBe(false)
  })

  test('has of the outside what the bridge gives: call and on', () => {
    expect(Object.keys(page.exposed)).toEqual(['bulkhead'])
    expect(Object.keys(page.bridge)).toEqual(['call', 'on'])
  })

  test('goes nowhere, opens nothing, downloads nothing', () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
      expect(page.navigates(event), event).toBe(false)
    expect(page.openHandler()).toEqual({ action: 'deny' })
    let prevented = false
    session.emit('will-download', { preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  })

  test('may do nothing but put text on the clipboard', () => {
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fileSystem',
    ]) {
      expect(session.grants(permission), permission).toBe(false)
      expect(session.checks(permission), permission).toBe(false)
    }
    expect(session.grants('clipboard-sanitized-write')).toBe(true)
    expect(session.devices()).toBe(false)
  })

  test('loads our own files under our own policy, and nothing else', async () => {
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'ws://x/',
      'bulkhead://other/',
    ])
      expect(session.blocks(url), url).toBe(true)
    expect(session.blocks('bulkhead://app/index.html')).toBe(false)
    expect(session.proxy).toContain('0.0.0.0')
    const response = await session.handler!(new Request('bulkhead://app/'))
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    for (const path of ['..%2fhome.json', '%2e%2e/home.json', 'nothing.html', 'index.html%00.js'])
      expect((await session.handler!(new Request(`bulkhead://app/${path}`))).status, path).toBe(404)
  })

  test('K1: a session in memory for each page, never the same twice', async () => {
    await window.lock()
    await window.lock()
    expect(new Set(sessions.map(({ name }) => name)).size).toBe(sessions.length)
    expect(sessions.every(({ name, cache }) => !name.startsWith('persist:') && !cache)).toBe(true)
    expect(pages.slice(0, -1).every(({ closed }) => closed)).toBe(true)
  })

  test('a frame inside of the page, and a page that was thrown away, are not heard', async () => {
    const last = pages.at(-1)!
    const heard = vi.fn()
    last.bridge.on('firm', heard)
    const call = {
      channel: 'firm',
      message: { kind: 'call', id: 1, method: 'firm.state', input: {} },
      paths: [],
    }
    last.say(call, {})
    pages[0]!.say(call)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).not.toHaveBeenCalled()
    last.say(call)
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), patience)
  })
})
