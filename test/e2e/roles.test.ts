import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { behindTheScreens, passphraseOf } from './behind-the-screens.ts'

const lease = fileURLToPath(
  new URL('../../samples/thistlewick-marrow/lease-cordwain-row.pdf', import.meta.url),
)
const meridian = 'Meridian Salon Group'

describe.skipIf(chromiumProgram === null)('what each role sees of a client', () => {
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([{ name: meridian, documents: [lease] }, { name: 'Ironleaf Gyms' }])
    app = await behindTheScreens(app, meridian, async ({ addMember }) => {
      await addMember('Mei Lin', 'member')
      await addMember('Olu Ade', 'auditor')
    })
    page = app.page
  })
  afterAll(async () => await app.close())

  async function openAs(name: string): Promise<void> {
    await page.getByLabel('Passphrase', { exact: true }).fill(passphraseOf(name))
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Workspaces' }).getByRole('button', { name: meridian }).click()
    await page.getByRole('navigation', { name: 'This workspace' }).waitFor()
  }

  const places = async () =>
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .locator('button[data-place]')
      .allInnerTexts()

  test('a member works with the documents, and has no look at the log', async () => {
    await openAs('Mei Lin')
    expect((await places()).map((text) => text.split('\n')[0])).toEqual(['Ask', 'Documents', 'Search'])
    await page.getByText('Member', { exact: true }).waitFor()
    // The other client is not hers: not even its name is known.
    expect(await page.content()).not.toContain('Ironleaf')
    await expectAccessible(page)
    await page.keyboard.press('Control+,')
    const instructions = page.getByRole('region', { name: 'Instructions' })
    await instructions.getByText('Only owners can change them.').waitFor()
    await expect
      .poll(async () => await instructions.getByRole('button', { name: 'Save instructions' }).count())
      .toBe(0)
    await page.getByRole('button', { name: 'Models' }).click()
    const adapters = page.getByRole('region', { name: 'Adapters' })
    await adapters.getByText('None yet').waitFor()
    await adapters.getByText('Only owners can change them.').waitFor()
    await expect.poll(async () => await adapters.getByRole('button').count()).toBe(0)
    await expectAccessible(page)
    await app.shell.window.lock()
  })

  test('an auditor begins at the log, and has no documents and no threads at all', async () => {
    await openAs('Olu Ade')
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()
    expect(await places()).toEqual(['Audit log', 'Grants'])
    await expect.poll(async () => await page.getByRole('navigation', { name: 'Threads' }).count()).toBe(0)
    await page.getByText('Auditor', { exact: true }).waitFor()
    for (const key of ['Control+n', 'Control+f']) {
      await page.keyboard.press(key)
      await expect
        .poll(async () => await page.getByRole('heading', { level: 1 }).innerText())
        .toBe('Audit log')
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('documents')
    await page.getByText('No client, thread or action of yours is called that.').waitFor()
    await expectAccessible(page)
  })
})
