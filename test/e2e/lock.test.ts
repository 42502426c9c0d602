import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { childrenOf } from '../disk/children.ts'
import { readFileSync } from 'node:fs'
import { App, chromiumProgram, passphrase } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const lease = fileURLToPath(
  new URL('../../samples/thistlewick-marrow/lease-cordwain-row.pdf', import.meta.url),
)
const meridian = 'Meridian Salon Group'

function workspaceProcesses(): number {
  return childrenOf(process.pid).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workspace-process')
    } catch {
      return false
    }
  }).length
}

describe.skipIf(chromiumProgram === null)('K4: the lock', () => {
  let app: App
  let page: Page

  /** How far the clock of main has been put forward. */
  let later = 0
  const now = Date.now

  beforeAll(async () => {
    vi.spyOn(Date, 'now').mockImplementation(() => now() + later)
    app = await App.start([{ name: meridian, documents: [lease] }, { name: 'Ironleaf Gyms' }])
    page = app.page
    await signIn(app)
  })
  beforeEach(async () => {
    await openClient(page, meridian)
    await page.getByRole('textbox', { name: 'Question' }).fill('a draft about Meridian')
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await app.close()
  })

  /** Locked: the process is gone, and nothing of any client is left in the page. Opens the client again by itself. */
  async function expectLocked(): Promise<void> {
    await page.getByRole('heading', { name: 'Bulkhead is locked' }).waitFor()
    const content = await page.content()
    for (const text of [meridian, 'Ironleaf', 'a draft about', 'Ana Pereira', 'Penhallow'])
      expect(content).not.toContain(text)
    expect(await page.title()).toBe('Bulkhead')
    if (process.platform === 'linux') expect(workspaceProcesses()).toBe(0)

    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.keyboard.press('Enter')
    await page
      .getByRole('navigation', { name: 'Workspaces' })
      .getByRole('button', { name: `${meridian} Open` })
      .waitFor()
    expect(await page.getByRole('textbox', { name: 'Question' }).inputValue()).toBe('')
  }

  test('by its button', async () => {
    await page.getByRole('button', { name: 'Lock now' }).click()
    await expectLocked()
  })

  test('by its key, also while one writes', async () => {
    await page.keyboard.press('Control+l')
    await expectLocked()
  })

  test('by the palette', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('lock now')
    await page.keyboard.press('Enter')
    await expectLocked()
  })

  test('also while a dialog is open', async () => {
    await page.getByRole('button', { name: 'New client' }).click()
    await page.getByRole('dialog', { name: 'New client' }).waitFor()
    await page.getByRole('button', { name: 'Lock now' }).click()
    await expectLocked()
  })

  test('by itself when nobody is there, and not while somebody is', async () => {
    await page.keyboard.press('Control+,')
    const minutes = page.getByRole('textbox', { name: 'Lock without a key or pointer after' })
    await minutes.fill('1')
    await page.keyboard.press('Tab')
    await expect.poll(() => app.shell.main.settings.lockMinutes).toBe(1)

    later += 35_000
    // A sign of life, told to the window at most every ten seconds.
    await page.waitForTimeout(10_500)
    await page.mouse.move(600, 300)
    await page.waitForTimeout(500)
    later += 50_000
    await page.waitForTimeout(6_000)
    await expect
      .poll(async () => await page.getByRole('heading', { name: 'Settings', exact: true }).count())
      .toBe(1)
    later += 20_000
    await expectLocked()
  })
})
