import type { Page } from 'playwright-core'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { signIn } from './sign-in.ts'

const theme = async (page: Page) =>
  await page.evaluate(() => document.documentElement.dataset['theme'] ?? 'system')
const section = (page: Page, name: string) => page.getByRole('region', { name })

describe.skipIf(chromiumProgram === null)('settings', () => {
  let app: App

  beforeAll(async () => {
    app = await App.start([{ name: 'Meridian Salon Group' }])
  })
  afterAll(async () => await app.close())

  async function openSettings(): Promise<void> {
    await signIn(app)
    await app.page.getByRole('heading', { name: 'Which client?' }).waitFor()
    await app.page.keyboard.press('Control+,')
    await app.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
  }

  test('say in words where the keys are, who is here, and what this is', async () => {
    await openSettings()
    const { page } = app
    await expectAccessible(page)
    await section(page, 'Keys').getByText('A file in Bulkhead’s folder, sealed by your passphrase').waitFor()
    await section(page, 'People').getByText('Ana Pereira').waitFor()
    const { fingerprint } = await app.shell.main.client().call('firm.key', {})
    await section(page, 'About').getByText(fingerprint).waitFor()
    await section(page, 'About').getByText('Bulkhead 0.1.0').waitFor()
  })

  test('are saved at once, outlive a restart, and count before anybody has signed in', async () => {
    const { page } = app
    expect(await theme(page)).toBe('system')
    await page.getByRole('radio', { name: 'Dark' }).click()
    await expect.poll(async () => await theme(page)).toBe('dark')
    const minutes = page.getByRole('textbox', { name: 'Lock without a key or pointer after' })
    await minutes.fill('25')
    await page.keyboard.press('Enter')
    await expect.poll(() => app.shell.main.settings).toEqual({ theme: 'dark', lockMinutes: 25 })

    app = await app.restart()
    await app.page.getByLabel('Passphrase', { exact: true }).waitFor()
    expect(await theme(app.page)).toBe('dark')
    await openSettings()
    const again = app.page.getByRole('textbox', { name: 'Lock without a key or pointer after' })
    await expect.poll(async () => await again.inputValue()).toBe('25')
    await app.page.getByRole('radio', { name: 'System' }).click()
    await expect.poll(async () => await theme(app.page)).toBe('system')
  })

  test('what could not be saved is said, and put back', async () => {
    const file = join(app.home.folder, 'settings.json')
    rmSync(file)
    // Nothing can be put in the place of a folder that holds something, by nobody.
    mkdirSync(join(file, 'in the way'), { recursive: true })
    await app.page.getByRole('radio', { name: 'Light' }).click()
    await app.page.getByText('That was not saved').waitFor()
    expect(await theme(app.page)).toBe('system')
    await expectAccessible(app.page)
  })
})
