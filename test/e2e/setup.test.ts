import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { withNoKeychain } from './keychain.ts'

const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
const passphrase = 'seven grey herons walk'
const question = 'What do we have to pay Blackthorn Wharf if we use the break clause?'
let app: App

afterEach(async () => await app.close())

/** What a person does, counted. */
class Hand {
  clicks = 0
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async click(what: Locator): Promise<void> {
    this.clicks += 1
    await what.click()
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }
}

async function fillFirm(page: Page): Promise<void> {
  await page.getByLabel('Name of the firm').fill('Anand & Pryce')
  await page.getByLabel('Your name').fill('Kavita Rao')
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByLabel('Passphrase again', { exact: true }).fill(passphrase)
}

/** From an empty home to the first client, on a computer without a keychain. */
async function setUp(hand: Hand): Promise<void> {
  await withNoKeychain(async () => {
    await fillFirm(hand.page)
    await hand.click(hand.button('Set up'))
    await hand.click(hand.button('Use a sealed file'))
    await hand.page.getByLabel('Name of the client').waitFor()
  })
}

async function groupsOf(page: Page): Promise<string[]> {
  const key = page.getByRole('list', { name: 'Recovery key' })
  await key.waitFor()
  return await key.locator('code').allInnerTexts()
}

/** Types the groups that are asked for, as they stand on the sheet. */
async function typeGroups(page: Page): Promise<void> {
  const groups = await groupsOf(page)
  for (const field of await page.getByLabel(/^Group \d+$/).all()) {
    const label = await field.evaluate(
      (input) => (input as { labels?: { textContent: string }[] }).labels?.[0]?.textContent,
    )
    await field.fill(groups[Number(label?.replace('Group ', '')) - 1] ?? '')
  }
}

describe.skipIf(chromiumProgram === null)('the first run', () => {
  test('an empty home becomes a cited answer on one’s own documents in a few clicks', async () => {
    app = await App.start()
    const hand = new Hand(app.page)
    const { page } = app
    const fromMs = performance.now()
    await setUp(hand)
    await page.getByLabel('Name of the client').fill('Thistle & Marrow')
    await hand.click(hand.button('Make the client'))
    await typeGroups(page)
    await hand.click(hand.button('Open Thistle & Marrow'))
    const chooser = page.waitForEvent('filechooser')
    await hand.click(hand.button('Add documents'))
    await (await chooser).setFiles(join(samples, 'thistlewick-marrow/lease-cordwain-row.pdf'))
    const rows = page.getByRole('grid', { name: 'Documents' })
    await rows.getByText('Ready').waitFor()
    await hand.click(
      page.getByRole('navigation', { name: 'This workspace' }).getByRole('button', { name: 'Ask' }),
    )
    await page.getByRole('textbox', { name: 'Question' }).fill(question)
    await hand.click(hand.button('Ask').last())
    await hand
      .button(/^Source 1/)
      .first()
      .waitFor()
    const seconds = (performance.now() - fromMs) / 1_000
    process.stdout.write(
      `From an empty home to a cited answer: ${hand.clicks} clicks, ${seconds.toFixed(1)} s of machine time\n`,
    )
    expect(hand.clicks).toBeLessThanOrEqual(12)
    expect(seconds).toBeLessThan(120)
  })

  test('a sample client answers one of its own questions after two clicks', async () => {
    app = await App.start()
    const hand = new Hand(app.page)
    const { page } = app
    await setUp(hand)
    const before = hand.clicks
    await hand.click(hand.button(/^Thistlewick & Marrow Interiors/))
    const questions = page.getByRole('list', { name: 'Questions to try' })
    await questions.waitFor()
    await page.getByRole('button', { name: 'Documents 12' }).waitFor()
    await expectAccessible(page)
    await hand.click(questions.getByRole('button').first())
    await hand
      .button(/^Source 1/)
      .first()
      .waitFor()
    expect(hand.clicks - before).toBe(2)
  })

  test('K1: without a keychain nothing is chosen for a person', async () => {
    app = await App.start()
    const { page } = app
    const hand = new Hand(page)
    await page.getByLabel('Name of the firm').waitFor()
    await expectAccessible(page)
    await withNoKeychain(async () => {
      await fillFirm(page)
      await page.getByText('This computer’s login').click()
      await hand.click(hand.button('Set up'))
      await page.getByRole('heading', { name: 'No keychain answers' }).waitFor()
      await expectAccessible(page)
      expect(app.home.exists).toBe(false)
      await hand.click(hand.button('Try the keychain again'))
      await hand.click(hand.button('Choose a passphrase'))
      // This computer's login opens nothing without a keychain.
      await expect.poll(async () => await page.getByText('This computer’s login').count()).toBe(0)
      await fillFirm(page)
      await hand.click(hand.button('Set up'))
      await page.getByLabel('Name of the client').waitFor()
      await expectAccessible(page)
    })
    expect(app.home.read()).toMatchObject({ keyStore: 'passphrase', login: 'passphrase' })
  })

  test('mistakes are told at the field, and nothing is set up', async () => {
    app = await App.start()
    const { page } = app
    await page.getByLabel('Passphrase', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Set up' }).click()
    for (const text of [
      'What is your firm called?',
      'What are you called?',
      'This is not the same passphrase.',
    ])
      await page.getByText(text).waitFor()
    await page.getByText('Choose a passphrase of at least 8 characters.').waitFor()
    await expect
      .poll(
        async () =>
          await page.getByLabel('Name of the firm').evaluate((field) => field === document.activeElement),
      )
      .toBe(true)
    await expectAccessible(page)
    expect(app.home.exists).toBe(false)
  })

  test('the recovery sheet goes on with its own groups alone, and is all that is printed', async () => {
    app = await App.start()
    const { page } = app
    const hand = new Hand(page)
    await setUp(hand)
    await page.getByLabel('Name of the client').fill('सोना सिल्क मिल्स')
    await page.keyboard.press('Enter')
    const open = page.getByRole('button', { name: 'Open सोना सिल्क मिल्स' })
    await open.waitFor()
    await expectAccessible(page)
    const groups = await groupsOf(page)
    expect(groups).toHaveLength(14)

    const [first] = await page.getByLabel(/^Group \d+$/).all()
    await first?.fill('ABCU')
    await page.getByText('Not as on the sheet.').waitFor()
    await expect.poll(async () => await open.isDisabled()).toBe(true)

    await page.evaluate(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', '')
    })
    await page.getByRole('button', { name: 'Print…' }).click()
    await expect.poll(async () => await page.locator('[data-printed]').count()).toBe(1)
    await page.emulateMedia({ media: 'print' })
    const shown = await page.locator('body').innerText()
    expect(shown).toContain(groups[0])
    expect(shown).toContain('सोना सिल्क मिल्स')
    expect(shown).not.toContain('Print it')
    expect(shown).not.toContain('0 connections')
    await page.emulateMedia({ media: null })

    await typeGroups(page)
    await open.click()
    await page.getByRole('heading', { name: 'Documents', exact: true }).waitFor()
    // Shown once: no page and no call has it any more.
    expect(await page.content()).not.toContain(groups[1])
  })

  test('by keyboard alone', async () => {
    app = await App.start()
    const { page } = app
    const { keyboard } = page
    await withNoKeychain(async () => {
      await page.getByLabel('Name of the firm').waitFor()
      await keyboard.type('Anand & Pryce')
      await keyboard.press('Tab')
      await keyboard.type('Kavita Rao')
      await keyboard.press('Tab')
      await keyboard.press('ArrowDown')
      await keyboard.press('ArrowUp')
      await keyboard.press('Tab')
      await keyboard.type(passphrase)
      await keyboard.press('Tab')
      await keyboard.press('Tab')
      await keyboard.type(passphrase)
      await keyboard.press('Enter')
      await page.getByRole('heading', { name: 'No keychain answers' }).waitFor()
      await keyboard.press('Enter')
      await page.getByLabel('Name of the client').waitFor()
    })
    await keyboard.type('Ironleaf Gyms')
    await keyboard.press('Tab')
    await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Print the recovery sheet' }).waitFor()
    const groups = await groupsOf(page)
    const labels = await page.getByText(/^Group \d+$/).allInnerTexts()
    for (const label of labels) {
      await keyboard.press('Tab')
      await keyboard.type((groups[Number(label.replace('Group ', '')) - 1] ?? '').toLowerCase())
    }
    await keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'This workspace' }).waitFor()
    await expect.poll(async () => await page.locator('[data-ws="ochre"]').count()).toBeGreaterThan(0)
  })
})
