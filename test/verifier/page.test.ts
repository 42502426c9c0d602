import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fingerprintOf, spelled } from '../../verifier/bundle/fingerprint.ts'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { forgeries } from '../../verifier/forged/forgeries.ts'
import { controls } from '../../verifier/forged/kinds/controls.ts'
import { inventedLog, makeEntry, testSigner } from '../../verifier/forged/raw-log.ts'
import { writeBundle } from '../../verifier/forged/write-bundle.ts'
import { buildPage } from '../../verifier/page/build-page.ts'
import { temporaryFolder } from '../builders.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)
const signer = testSigner(1)
const material = { log: inventedLog('one', 61, signer), foreign: inventedLog('two', 61, signer) }
const key = spelled(fingerprintOf(signer.publicKey, nodeEngine))

test('it is one file without anything to fetch', async () => {
  const html = await buildPage()
  expect(html.length).toBeLessThan(150_000)
  expect(html).not.toMatch(/\b(?:src|href|action)\s*=\s*["']?(?!#)[^"'\s>]/i)
  expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
  expect(html).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\(/)
  expect(html).toContain(`default-src 'none'`)
  expect(html).not.toContain('<!-- ')
})

describe.skipIf(executablePath === undefined)('in a browser, offline', () => {
  const folder = temporaryFolder()
  let browser: Browser
  let page: Page
  const asked: string[] = []
  const wrong: string[] = []
  beforeAll(async () => {
    const file = join(folder.path, 'verify.html')
    writeFileSync(file, await buildPage())
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] })
    const context = await browser.newContext({ offline: true })
    page = await context.newPage()
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => wrong.push(message.text()))
    page.on('pageerror', (error) => wrong.push(error.message))
    await page.goto(pathToFileURL(file).href)
  })
  afterAll(async () => {
    await browser.close()
    folder.remove()
  })

  async function verify(bundle: Uint8Array, typed = key, previous?: Uint8Array): Promise<string> {
    const files = join(folder.path, 'files')
    mkdirSync(files, { recursive: true })
    const put = (name: string, bytes: Uint8Array) => {
      writeFileSync(join(files, name), bytes)
      return join(files, name)
    }
    await page.setInputFiles('#bundle', put('bundle.zip', bundle))
    await page.setInputFiles('#previous', previous ? put('previous.zip', previous) : [])
    await page.fill('#key', typed)
    await page.click('#check')
    await page.waitForSelector('.report')
    return (await page.textContent('.report h2')) ?? ''
  }

  test.each(controls.map((one) => [one.name, one] as const))('intact: %s', async (_name, { level, make }) => {
    const { bundle, previous } = make(material)
    const words = { proof: 'proof only', redacted: 'redacted', named: 'named', full: 'full' }
    expect(await verify(bundle, key, previous)).toContain(`Intact, ${words[level]}`)
    await page.waitForSelector('.entries tbody tr')
  })

  const words = {
    tampered: 'Tampered',
    incomplete: 'Incomplete',
    'unknown-key': 'Unknown key',
    'not-a-bundle': 'Not a bundle',
  } as const

  test('one forged bundle for each finding has the same verdict as everywhere', async () => {
    for (const { name, verdict, make } of new Map(forgeries.map((one) => [one.code, one])).values()) {
      const { bundle, previous, key: other } = make(material)
      const typed = other ? fingerprintOf(other, nodeEngine) : key
      expect(await verify(bundle, typed, previous), name).toContain(words[verdict])
      expect(await page.locator('.entries').count(), name).toBe(0)
    }
  }, 120_000)

  test('a fingerprint that is none is asked for again', async () => {
    await page.setInputFiles('#bundle', [])
    await verify(writeBundle(material.log))
    await page.fill('#key', 'abc')
    await page.click('#check')
    expect(await page.locator('#key-help.wrong').count()).toBe(1)
  })

  test('any page of the entries is there at once, and what is released in them', async () => {
    const log = inventedLog('long', 1_203, signer)
    await verify(writeBundle(log, { from: 3 }))
    const first = async () => (await page.textContent('.entries tbody tr:first-child th')) ?? ''
    expect(await first()).toBe('3')
    await page.getByRole('button', { name: 'Later', exact: true }).click()
    await expect.poll(first).toBe('103')
    await page.fill('.entries input[type=number]', '777')
    await page.keyboard.press('Enter')
    await expect.poll(first).toBe('777')
    expect(await page.locator('.entries tbody tr').count()).toBe(100)
    await page.getByRole('button', { name: 'Last', exact: true }).click()
    await expect.poll(first).toBe('1,103')
    expect(await page.textContent('.entries')).toContain('When is the rent due?')
    await page.getByRole('button', { name: 'First', exact: true }).click()
    await expect.poll(first).toBe('3')
  })

  test('what is released is text, whatever stands in it', async () => {
    const log = inventedLog('evil', 20, signer)
    const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    const made = makeEntry(log.id, 20, { type: 'search', sealed: { query: evil } })
    const leaves = [...log.leaves, made.leaf]
    await verify(writeBundle({ ...log, leaves, openings: [...log.openings, ...made.openings] }))
    expect(await page.textContent('.entries')).toContain(evil)
    expect(await page.locator('.entries img, .entries script').count()).toBe(0)
    expect(await page.title()).toBe('Check an audit bundle')
  })

  test('it asked for nothing but itself, and nothing went wrong in it', () => {
    expect(asked).toHaveLength(1)
    expect(wrong).toStrictEqual([])
  })
})
