import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canaryWord } from '../disk/canary.ts'
import { childrenOf } from '../disk/children.ts'
import { Needles } from '../disk/needles.ts'
import { searchMemory } from '../disk/search-memory.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const lease = fileURLToPath(
  new URL('../../samples/thistlewick-marrow/lease-cordwain-row.pdf', import.meta.url),
)
const meridian = 'Meridian Salon Group'
const ironleaf = 'Ironleaf Gyms'
const question = 'What do we have to pay Blackthorn Wharf if we use the break clause?'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to a client, a thread or an action' })
const composer = (page: Page) => page.getByRole('textbox', { name: 'Question' })
const rail = (page: Page) => page.getByRole('navigation', { name: 'Workspaces' })
const places = (page: Page) => page.getByRole('navigation', { name: 'This workspace' })

/** The processes of Chromium that draw a page and have a word in their memory. */
function drawing(word: string): number[] {
  const needles = new Needles({ word })
  return childrenOf(process.pid).filter((pid) => {
    try {
      const isRenderer = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')
      return isRenderer && searchMemory(needles, pid).length > 0
    } catch {
      // It ended while we looked.
      return false
    }
  })
}

/** Waits until the client is open, as the title bar says. */
async function isOpen(page: Page, client: string): Promise<void> {
  await rail(page)
    .getByRole('button', { name: `${client} Open` })
    .waitFor()
}

async function hasFocus(field: Locator): Promise<void> {
  await expect.poll(async () => await field.evaluate((it) => it === document.activeElement)).toBe(true)
}

describe.skipIf(chromiumProgram === null)('clients', () => {
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([
      { name: meridian, documents: [lease] },
      { name: ironleaf, documents: [lease] },
      { name: 'सोना सिल्क मिल्स' },
    ])
    page = app.page
    await signIn(app)
  })
  afterAll(async () => await app.close())

  test('the chooser lists one’s clients, none of them open', async () => {
    await page.getByRole('heading', { name: 'Which client?' }).waitFor()
    await expectAccessible(page)
    await expect
      .poll(
        async () =>
          await rail(page)
            .getByRole('button', { name: /Locked$/ })
            .count(),
      )
      .toBe(3)
  })

  test.skipIf(process.platform !== 'linux')(
    'S5: after a switch nothing of the client before is in the page, which is another one in another process',
    async () => {
      const draft = canaryWord()
      await openClient(page, meridian)
      await composer(page).fill(question)
      await page.keyboard.press('Enter')
      await page
        .getByRole('button', { name: /^Source 1/ })
        .first()
        .click()
      await page.getByRole('region', { name: /^Source: / }).waitFor()
      await composer(page).fill(draft)
      expect(drawing(draft)).toHaveLength(1)
      const address = page.url()
      expect(await page.content()).toContain('Blackthorn')

      await openClient(page, ironleaf)
      await isOpen(page, ironleaf)
      expect(page.url()).not.toBe(address)
      const content = await page.content()
      for (const text of ['Blackthorn', draft, '£11,400']) expect(content).not.toContain(text)
      expect(await composer(page).inputValue()).toBe('')
      await expect.poll(() => drawing(draft)).toEqual([])
      expect(await page.title()).toBe('Bulkhead')
      await expectAccessible(page)
    },
  )

  test('S5: an answer that is under way at a switch never appears', async () => {
    await openClient(page, meridian)
    await composer(page).fill(question)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+2')
    await isOpen(page, ironleaf)
    await page.waitForTimeout(1_000)
    const content = await page.content()
    for (const text of ['Blackthorn', '£11,400']) expect(content).not.toContain(text)
  })

  test('by keyboard alone: the palette finds a client, says what a switch does, and switches', async () => {
    await openClient(page, meridian)
    // The page listens to keys by the time that the focus is where one writes.
    await hasFocus(composer(page))
    await page.keyboard.press('Control+k')
    await palette(page).waitFor()
    await expectAccessible(page)
    await page.keyboard.type('iron')
    await palette(page).getByText(`Closes ${meridian}. The composer will be empty.`).waitFor()
    await page.keyboard.press('Enter')
    await isOpen(page, ironleaf)
    // The place where one writes has the focus.
    await hasFocus(composer(page))
    await page.keyboard.press('Control+3')
    await isOpen(page, 'सोना सिल्क मिल्स')
    // Nothing to ask about yet, so it begins at the documents, and there the focus is.
    await expect
      .poll(async () => await page.evaluate(() => document.activeElement?.closest('main') !== null))
      .toBe(true)
  })

  test('the keys of the app, and the sheet of them', async () => {
    await openClient(page, meridian)
    await page.keyboard.press('Control+f')
    await page.getByRole('searchbox', { name: 'Search' }).waitFor()
    await page.keyboard.press('Control+,')
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+n')
    await composer(page).waitFor()
    await page.keyboard.press('Control+b')
    await expect.poll(async () => await rail(page).count()).toBe(0)
    await page.keyboard.press('Control+b')
    await rail(page).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('dark theme')
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => await page.evaluate(() => document.documentElement.dataset['theme']))
      .toBe('dark')
  })

  test('the first stop of Tab leads to the main part', async () => {
    await openClient(page, ironleaf)
    await isOpen(page, ironleaf)
    await page.evaluate(() => {
      document.body.tabIndex = -1
      document.body.focus()
    })
    await page.keyboard.press('Tab')
    await expect
      .poll(async () => await page.evaluate(() => document.activeElement?.textContent))
      .toBe('Skip to the main part')
    await page.keyboard.press('Enter')
    await expect.poll(async () => await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
  })

  test('a new client: refused when one has that name, made with its sheet, open at the end', async () => {
    await openClient(page, meridian)
    await page.getByRole('button', { name: 'New client' }).click()
    const dialog = page.getByRole('dialog', { name: 'New client' })
    await dialog.getByLabel('Name of the client').fill('  ironleaf   GYMS ')
    await page.keyboard.press('Enter')
    await dialog.getByText(`You have a client called “${ironleaf}” already.`).waitFor()
    await expectAccessible(page)
    // The next colour that nobody has.
    await expect.poll(async () => await dialog.getByRole('radio', { name: 'brick' }).isChecked()).toBe(true)
    await dialog.getByLabel('Name of the client').fill('Kestrel Lettings')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Print the recovery sheet' }).waitFor()
    // The sheet stands alone: nothing of the client that was open is beside it.
    expect(await page.content()).not.toContain(meridian)
    await expectAccessible(page)
    const groups = await page.getByRole('list', { name: 'Recovery key' }).locator('code').allInnerTexts()
    for (const label of await page.getByText(/^Group \d+$/).allInnerTexts())
      await page.getByLabel(label, { exact: true }).fill(groups[Number(label.slice(6)) - 1] ?? '')
    await page.keyboard.press('Enter')
    await isOpen(page, 'Kestrel Lettings')
    await page.getByRole('heading', { name: 'Documents', exact: true }).waitFor()
    await expect.poll(async () => await places(page).getByRole('button').allInnerTexts()).toHaveLength(6)
  })

  test('a sample client at any time, with its documents', async () => {
    await page.getByRole('button', { name: 'New client' }).click()
    await page.getByRole('button', { name: /^Kachnar Physiotherapy Clinics/ }).click()
    await places(page).getByRole('button', { name: 'Documents 12' }).waitFor()
    await page.getByRole('list', { name: 'Questions to try' }).waitFor()
    // Once it is there it is offered to be opened, not made again.
    await page.getByRole('button', { name: 'New client' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Kachnar Physiotherapy Clinics.*Open$/ })
      .waitFor()
    await page.keyboard.press('Escape')
  })
})
