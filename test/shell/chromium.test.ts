import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Request } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import type { Bridge, BridgeChannel } from '../../core/contract/bridge.ts'
import { Home } from '../../core/firm/home.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { startChromiumShell } from '../../electron/chromium-shell.ts'
import { temporaryFolder } from '../builders.ts'
import { chromiumProgram } from '../e2e/app.ts'
import { type ChooseTarget, type TestPage, windowSuite } from './window-suite.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const built = join(folder.path, 'built')
mkdirSync(built)
writeFileSync(
  join(built, 'index.html'),
  '<!doctype html><title>Bulkhead</title><script src="/page.js"></script><script src="/attempts.js"></script><input type="file" id="file" multiple>',
)
// All that the page does: keeps what it hears.
writeFileSync(
  join(built, 'page.js'),
  `globalThis.heard = []
for (const channel of ['firm', 'window', 'workspace'])
  window.bulkhead.on(channel, (message) => heard.push({ channel, message }))`,
)

/** Ways out of a page, and ways to run what is not ours. */
const ways = [
  `window.open('https://example.com/')`,
  `location.href = 'https://example.com/'`,
  `location.href = 'file:///etc/passwd'`,
  `location.href = 'data:text/html,x'`,
  `Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' }).click()`,
  `new WebSocket('ws://127.0.0.1:9/')`,
  `fetch('https://example.com/').catch(() => 0)`,
  `Object.assign(new Image(), { src: 'https://example.com/x.png' })`,
  `navigator.sendBeacon('https://example.com/')`,
  `document.body.insertAdjacentHTML('beforeend', '<iframe src="https://example.com/"></iframe>')`,
  `document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>')`,
  `document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="ran=1">')`,
  `document.body.insertAdjacentHTML('beforeend', '<a id=a href="javascript:ran=1" ping="https://example.com/">x</a>'), document.getElementById('a').click()`,
  `document.body.insertAdjacentHTML('beforeend', '<style>body{background:url(https://example.com/y.png)}</style>')`,
  `document.head.append(Object.assign(document.createElement('script'), { textContent: 'ran=1' }))`,
  `document.head.append(Object.assign(document.createElement('script'), { src: 'https://example.com/z.js' }))`,
  `(0, eval)('ran=1')`,
  `new Worker('data:text/javascript,1')`,
  `navigator.serviceWorker.register('/page.js').catch(() => 0)`,
]
writeFileSync(
  join(built, 'attempts.js'),
  `globalThis.attempts = [${ways.map((way) => `() => { ${way} }`).join(', ')}]`,
)

interface PageGlobals {
  attempts: (() => void)[]
  bulkhead: Bridge
  heard: { channel: BridgeChannel; message: Record<string, unknown> }[]
}

async function start(home: Home, chooseTarget: ChooseTarget = (proposed) => Promise.resolve(proposed)) {
  return await startChromiumShell({
    home,
    program: chromiumProgram ?? '',
    files: built,
    start: forkProcess,
    headless: true,
    chooseTarget,
  })
}

describe.skipIf(chromiumProgram === null)('the Chromium shell', () => {
  windowSuite('its window', async (home, chooseTarget) => {
    const shell = await start(home, chooseTarget)
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
        await Promise.all([page.waitForEvent('framenavigated'), shell.window.lock()])
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
      const requests: Request[] = []
      context.on('request', (request) => requests.push(request))
      const own = page.url()
      const attempts = await page.evaluate(() => (globalThis as unknown as PageGlobals).attempts.length)
      expect(attempts).toBe(ways.length)
      for (let index = 0; index < attempts; index += 1)
        // In a turn of its own: what is evaluated for a test may do what the page's policy forbids.
        await page.evaluate(
          (at) => void setTimeout(() => (globalThis as unknown as PageGlobals).attempts[at]?.(), 0),
          index,
        )
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(page.url()).toBe(own)
      expect(context.pages()).toEqual([page])
      expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
      // What asked for something else was answered here with nothing.
      for (const request of requests.filter((one) => !one.url().startsWith('https://bulkhead-')))
        expect(request.failure() ?? (await request.response())?.status(), request.url()).toSatisfy(
          (answer: unknown) => answer === 204 || (typeof answer === 'object' && answer !== null),
        )
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
