import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import type { Bridge, BridgeChannel } from '../../core/contract/bridge.ts'
import { Home } from '../../core/firm/home.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { startChromiumShell } from '../../electron/chromium-shell.ts'
import { temporaryFolder } from '../builders.ts'
import { chromiumProgram } from '../e2e/app.ts'
import { type TestPage, windowSuite } from './window-suite.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const built = join(folder.path, 'built')
mkdirSync(built)
writeFileSync(
  join(built, 'index.html'),
  '<!doctype html><title>Bulkhead</title><script src="/page.js"></script><input type="file" id="file" multiple>',
)
// All that the page does: keeps what it hears.
writeFileSync(
  join(built, 'page.js'),
  `globalThis.heard = []
for (const channel of ['firm', 'window', 'workspace'])
  window.bulkhead.on(channel, (message) => heard.push({ channel, message }))`,
)

interface PageGlobals {
  bulkhead: Bridge
  heard: { channel: BridgeChannel; message: Record<string, unknown> }[]
}

async function start(home: Home) {
  return await startChromiumShell({
    home,
    program: chromiumProgram ?? '',
    files: built,
    start: forkProcess,
    headless: true,
  })
}

describe.skipIf(chromiumProgram === null)('the Chromium shell', () => {
  windowSuite('its window', async (home) => {
    const shell = await start(home)
    const { page } = shell
    let loads = 0
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) loads += 1
    })
    await ready(page)
    const known = new Map<string, TestPage>()
    return {
      page: async () => {
        await ready(page)
        const address = `${page.url()} ${loads}`
        const found = known.get(address) ?? testPage(page, address, () => `${page.url()} ${loads}`)
        known.set(address, found)
        return found
      },
      pages: () => loads,
      lock: async () => {
        const before = loads
        await shell.window.lock()
        while (loads === before) await new Promise((resolve) => setTimeout(resolve, 5))
      },
      close: () => shell.close(),
    }
  })

  describe('N2: a page in Chromium', () => {
    const home = new Home(join(folder.path, 'home'))
    home.make()
    const starting = start(home)
    afterAll(async () => await (await starting).close())

    test('goes nowhere and opens nothing', async () => {
      const { page, context } = await starting
      await ready(page)
      const requests: string[] = []
      context.on('request', (request) => requests.push(request.url()))
      const own = page.url()
      for (const script of [
        `window.open('https://example.com/')`,
        `location.href = 'https://example.com/'`,
        `location.href = 'file:///etc/passwd'`,
        `location.href = 'data:text/html,x'`,
        `Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' }).click()`,
        `new WebSocket('ws://127.0.0.1:9/')`,
        `fetch('https://example.com/').catch(() => 0)`,
        `Object.assign(new Image(), { src: 'https://example.com/x.png' })`,
        `navigator.sendBeacon('https://example.com/')`,
        `document.body.insertAdjacentHTML('beforeend', '<iframe src="https://example.com/"></iframe><iframe srcdoc="<script>parent.ran=1</script>"></iframe><img src=x onerror="ran=1"><a ping="https://example.com/" href="javascript:ran=1" id=a>x</a>'); document.getElementById('a').click()`,
        `eval('ran=1')`,
        `new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:9' }] }).createDataChannel('x')`,
      ])
        await page.evaluate((source) => {
          try {
            // The test's own way past the policy: as if a script of ours had been made to do it.
            document.body.dataset['script'] = source
            const run = Function as unknown as (source: string) => () => void
            run(source)()
          } catch {
            // Refused.
          }
        }, script)
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(page.url()).toBe(own)
      expect(context.pages()).toEqual([page])
      expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
      expect(requests.filter((url) => !url.startsWith('https://bulkhead-'))).toEqual([])
    })

    test('has no permission to anything', async () => {
      const { page } = await starting
      await ready(page)
      for (const name of ['geolocation', 'camera', 'microphone', 'notifications'])
        expect(
          await page.evaluate(
            async (permission) =>
              (await navigator.permissions.query({ name: permission as PermissionName })).state,
            name,
          ),
          name,
        ).not.toBe('granted')
    })

    test('a page that reloads itself is a new page, and the old one’s answers do not reach it', async () => {
      const { page } = await starting
      await ready(page)
      await page.evaluate(() => {
        const { bulkhead } = globalThis as unknown as PageGlobals
        bulkhead.call('firm', { kind: 'call', id: 5, method: 'firm.state', input: {} })
        location.reload()
      })
      await page.waitForEvent('framenavigated')
      await ready(page)
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(await page.evaluate(() => (globalThis as unknown as PageGlobals).heard)).toEqual([])
    })
  })
})

/** Waits until the page that is loading has its scripts run. */
async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => document.readyState === 'complete' && 'heard' in globalThis)
}

function testPage(page: Page, address: string, now: () => string): TestPage {
  const alive = () => {
    if (now() !== address) throw new Error('this page was thrown away')
  }
  return {
    async call(channel, message) {
      alive()
      await page.evaluate(([to, said]) => (globalThis as unknown as PageGlobals).bulkhead.call(to, said), [
        channel,
        message,
      ] as const)
    },
    async received() {
      alive()
      return await page.evaluate(() => (globalThis as unknown as PageGlobals).heard)
    },
    async offer(id, file) {
      alive()
      if ('path' in file) await page.setInputFiles('#file', file.path)
      await page.evaluate(
        ([number, made]) => {
          const given = document.querySelector<HTMLInputElement>('#file')?.files ?? []
          const files = made === null ? [...given] : [new File(['x'], made)]
          const { bulkhead } = globalThis as unknown as PageGlobals
          bulkhead.call('window', { kind: 'call', id: number, method: 'files.offer', input: { files } })
        },
        [id, 'made' in file ? file.made : null] as const,
      )
    },
  }
}
