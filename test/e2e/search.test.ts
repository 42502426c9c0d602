import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Main } from '../../core/host/main.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram, passphrase } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
const thistlewick = { name: 'Thistlewick & Marrow Interiors', documents: [`${samples}thistlewick-marrow`] }
const ironleaf = { name: 'Ironleaf Gyms' }

describe.skipIf(chromiumProgram === null)('search', () => {
  let app: App
  let page: Page
  const field = () => page.getByRole('searchbox')
  const hits = () => page.getByRole('list', { name: 'Passages found' }).getByRole('button')
  const search = () =>
    page.getByRole('navigation', { name: 'This workspace' }).getByRole('button', { name: 'Search' })

  beforeAll(async () => {
    app = await App.start([thistlewick, ironleaf])
    await signIn(app)
  })
  beforeEach(async () => {
    page = app.page
    await openClient(page, thistlewick.name)
    await search().click()
  })
  afterAll(async () => await app.close())

  test('passages while one types, with the words marked, by keyboard to the source', async () => {
    await expect
      .poll(async () => await field().evaluate((input) => input === document.activeElement))
      .toBe(true)
    await page.keyboard.type('service charges £9,250', { delay: 20 })
    await page.getByText(/^The best 20 passages$|^\d+ passages?$/u).waitFor()
    const first = hits().first()
    await expect.poll(async () => await first.innerText()).toContain('lease-cordwain-row.pdf')
    await expect
      .poll(async () => await first.locator('mark').allInnerTexts())
      .toEqual(expect.arrayContaining(['service', 'charge']))
    await expectAccessible(page)

    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => await first.evaluate((hit) => hit === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Source: lease-cordwain-row.pdf' }).waitFor()
    await page.getByText('Quote found').waitFor()
    await expect.poll(async () => await first.getAttribute('aria-pressed')).toBe('true')
    await expectAccessible(page)
    await page.keyboard.press('ArrowUp')
    await expect
      .poll(async () => await field().evaluate((input) => input === document.activeElement))
      .toBe(true)
  })

  test('Hindi words are found in other forms, and marked whole', async () => {
    await field().fill('कपड़ा भाव')
    await hits().first().filter({ hasText: 'jaipur-workshop-letter-hi.md' }).waitFor()
    await expect
      .poll(async () => await hits().first().locator('mark').allInnerTexts())
      .toEqual(expect.arrayContaining(['कपड़े', 'भाव']))
    await expect.poll(async () => await hits().first().locator(':lang(hi)').count()).toBeGreaterThan(0)
  })

  test('words that nobody wrote are said to be so, and nothing is marked', async () => {
    await field().fill('qqxzzy')
    await page.getByText('No passage has these words.').waitFor()
    await expect
      .poll(async () => await page.getByRole('list', { name: 'Passages found' }).locator('mark').count())
      .toBe(0)
  })

  test('the words stay while one looks elsewhere, and go with the client', async () => {
    await field().fill('Corvelli')
    await hits().first().waitFor()
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: 'Documents' })
      .click()
    await search().click()
    await expect.poll(async () => await field().inputValue()).toBe('Corvelli')
    await hits().first().waitFor()
    await openClient(page, ironleaf.name)
    await search().click()
    await expect.poll(async () => await field().inputValue()).toBe('')
    await page.getByText('There is nothing to search yet').waitFor()
    await expectAccessible(page)
  })

  test('nothing typed asks for words', async () => {
    await page.getByText('Search this client’s documents').waitFor()
    await expectAccessible(page)
  })
})

describe.skipIf(chromiumProgram === null)('what a search leaves in the log', () => {
  test('A1: one entry for what one settled on, not for each key', async () => {
    const app = await App.start([thistlewick])
    try {
      const { page } = app
      await signIn(app, thistlewick.name)
      await page.keyboard.press('Control+f')
      const field = page.getByRole('searchbox')
      for (const words of ['Blackthorn Wharf', 'tool allowance']) {
        await typeAtOnce(field, words)
        await page.getByRole('list', { name: 'Passages found' }).getByText(words).first().waitFor()
      }
      await app.shell.close()
      expect(await searchesIn(app)).toBe(2)
    } finally {
      await app.close()
    }
  })
})

/** Key after key, faster than any machine would be slow. */
async function typeAtOnce(field: Locator, words: string): Promise<void> {
  await field.evaluate((input, text) => {
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
    for (let length = 0; length <= text.length; length++) {
      value.set!.call(input, text.slice(0, length))
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }, words)
}

/** How many searches stand in the log of the only workspace of an app that was closed. */
async function searchesIn({ home }: App): Promise<number> {
  const main = new Main(home, forkProcess)
  try {
    const client = main.client()
    await client.call('firm.signIn', { staff: null, passphrase: new TextEncoder().encode(passphrase) })
    const { workspaces } = await client.call('workspaces.list', {})
    const { caller } = await main.open(workspaces[0]!.id)
    const { entries } = await caller.call('log.list', { limit: 1_000 })
    return entries.filter(({ type }) => type === 'search').length
  } finally {
    await main.close()
  }
}
