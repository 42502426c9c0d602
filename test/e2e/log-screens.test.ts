import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { parseFingerprint } from '../../verifier/bundle/fingerprint.ts'
import { MemorySource } from '../../verifier/container/memory-source.ts'
import { reportJson } from '../../verifier/report/report.ts'
import { verifyBundle } from '../../verifier/verify/verify-bundle.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { behindTheScreens, passphraseOf } from './behind-the-screens.ts'
import { openClient, signIn } from './sign-in.ts'

const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
const client = 'Thistlewick & Marrow Interiors'
const question = 'What do we have to pay Blackthorn Wharf if we use the break clause?'

const list = (page: Page) => page.getByRole('grid', { name: 'Entries, newest first' })
const entry = (page: Page, words: string | RegExp) => list(page).getByRole('row').filter({ hasText: words })
const pane = (page: Page) => page.getByRole('complementary', { name: 'Entry' })
const dialog = (page: Page) => page.getByRole('dialog')

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'This workspace' }).getByRole('button', { name: place }).click()
}

async function goToLog(page: Page): Promise<void> {
  await goTo(page, 'Audit log')
  await list(page).waitFor()
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(field) }).click()
  await page.getByRole('option', { name: option }).click()
}

/** All that a preview shows of an export, one sample after the other, from the one that it begins with to the first. */
async function samplesOf(preview: Locator): Promise<string> {
  await preview.and(preview.page().locator('[aria-busy=false]')).waitFor()
  const texts = [await preview.innerText()]
  const [, begin = ''] = /(\d+) of \d+ kinds/.exec(texts[0] ?? '') ?? []
  for (let place = Number(begin) - 1; place >= 1; place -= 1) {
    await preview.getByRole('button', { name: 'Another entry, earlier' }).click()
    await preview.getByText(`${place} of `).waitFor()
    texts.push(await preview.innerText())
  }
  return texts.join('\n')
}

/** The number of rows that the list has, made or not. */
const rows = async (page: Page) => Number(await list(page).getAttribute('aria-rowcount'))

describe.skipIf(chromiumProgram === null)('the screens of the log', () => {
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([{ name: client, documents: [`${samples}thistlewick-marrow`] }])
    app = await behindTheScreens(app, client, async ({ open, addMember }) => {
      await addMember('Meera Joshi', 'auditor')
      await open.caller.call('ask', { question })
    })
    await signIn(app, client)
  })
  afterAll(async () => await app.close())
  beforeEach(async () => {
    page = app.page
    // What one test left open is not in the way of the next.
    const close = dialog(page).getByRole('button', { name: 'Close' }).first()
    if ((await close.count()) > 0) await close.click()
  })

  test('the list is filtered by person, kind, day and document, and a visit is one entry', async () => {
    await goToLog(page)
    const whole = await rows(page)
    await choose(page, 'Kind of entry', 'Answers and searches')
    await expect.poll(async () => await rows(page)).toBeLessThan(whole)
    await entry(page, 'Question answered').waitFor()
    await choose(page, 'Person', 'Meera Joshi')
    await page.getByRole('heading', { name: 'None of these entries fits' }).waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await choose(page, 'Person', 'Meera Joshi')
    await expect.poll(async () => await rows(page)).toBeLessThan(4)
    await entry(page, 'Meera Joshi added as auditor').waitFor()
    await page.getByRole('button', { name: 'All dates' }).click()
    await page.getByRole('button', { name: 'Today' }).click()
    await page.keyboard.press('Escape')
    await entry(page, 'Meera Joshi added as auditor').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByRole('button', { name: /Person/ }).click()
    await page.getByRole('option', { name: 'Everybody' }).click()
    await entry(page, 'Log looked at').nth(1).waitFor()
    await expect.poll(async () => await entry(page, 'Log looked at').count()).toBe(2)
  })

  test('a document leads to its history, with the answers that it had a part in', async () => {
    await goTo(page, 'Documents')
    await page.getByRole('button', { name: /^More for lease-cordwain-row/ }).click()
    await page.getByRole('menuitem', { name: 'History in the log' }).click()
    await entry(page, /lease-cordwain-row\.pdf.* added/).waitFor()
    await entry(page, 'Question answered').waitFor()
    await expect.poll(async () => await entry(page, 'List of documents looked at').count()).toBe(0)
    await page.getByRole('button', { name: 'All documents' }).click()
    await entry(page, 'List of documents looked at').first().waitFor()
  })

  test('an answer’s entry and the answer itself lead to how it was made', async () => {
    await goToLog(page)
    await entry(page, 'Question answered').click()
    await pane(page).getByRole('button', { name: 'How this answer was made' }).click()
    const made = page.getByRole('dialog', { name: 'How this answer was made' })
    await made.getByRole('region', { name: 'Question' }).getByText(question).waitFor()
    await made.getByText(/\d+ given, \d+ cited, all from documents that you may read/).waitFor()
    await expect
      .poll(async () => await made.getByText(/^In the log of .* entries, unchanged$/).count())
      .toBe(2)
    await expectAccessible(page)
    await made
      .getByRole('button', { name: /, page 2$/ })
      .first()
      .click()
    await page.getByRole('region', { name: /^Source: / }).waitFor()
    await goTo(page, 'Documents')
    await page
      .getByRole('navigation', { name: 'Threads' })
      .getByRole('button', { name: /Blackthorn/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'How this answer was made' }).click()
    await made.getByText('the Tenant pays the Landlord £11,400').first().waitFor()
    await made.getByRole('button', { name: 'Open entry' }).click()
    await pane(page).getByText('Question answered').first().waitFor()
  })

  test('an export shows what can be read, is saved where one chose, and verifies', async () => {
    await goToLog(page)
    await page.getByRole('button', { name: 'Export…' }).click()
    const preview = dialog(page).getByRole('region', { name: 'What the recipient will be able to read' })
    await preview.getByText('Exactly what they will see').waitFor()
    expect(await preview.innerText()).not.toMatch(/Blackthorn|Ana Pereira|lease-/)
    await expectAccessible(page)
    await dialog(page).getByText('Full', { exact: true }).click()
    expect(await samplesOf(preview)).toContain(question)
    await dialog(page).getByText('Redacted', { exact: true }).click()
    await dialog(page)
      .getByRole('button', { name: /^Export \d+ entries…$/ })
      .click()
    const done = page.getByRole('dialog', { name: 'Exported' })
    const path = await done.getByText(/bulkhead-log-\d{8}T\d{6}\.zip$/).innerText()
    const key = await done.getByRole('region', { name: 'Fingerprint' }).locator('code').innerText()
    expect(existsSync(path)).toBe(true)
    expect(key).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4})+$/i)
    const report = await verifyBundle({
      bundle: new MemorySource(readFileSync(path)),
      previous: null,
      fingerprint: parseFingerprint(key) ?? '',
      engine: nodeEngine,
    })
    expect(reportJson(report)).toMatchObject({ verdict: 'intact', level: 'redacted' })
    await expectAccessible(page)
    await done.getByRole('button', { name: 'Done' }).click()
  })

  test('a receipt is shown, saved, and the log is checked against it and against another', async () => {
    await goToLog(page)
    await page.getByRole('button', { name: 'Receipts' }).click()
    await page.getByRole('menuitem', { name: 'Make a receipt…' }).click()
    await dialog(page).getByRole('figure', { name: 'The signed state as a QR code' }).waitFor()
    await dialog(page).getByRole('button', { name: 'Save…' }).click()
    const path = await dialog(page)
      .getByText(/bulkhead-receipt-\d{8}T\d{6}\.txt$/)
      .innerText()
    const text = readFileSync(path, 'utf8')
    expect(text).toMatch(/^Bulkhead: receipt of a log\n/)
    await expectAccessible(page)
    await page.emulateMedia({ media: 'print' })
    await expect.poll(async () => await page.getByRole('button', { name: 'Save…' }).isVisible()).toBe(false)
    await expect
      .poll(async () => await page.getByRole('article', { name: 'The receipt' }).isVisible())
      .toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await dialog(page).getByRole('button', { name: 'Close' }).click()

    await page.getByRole('button', { name: 'Receipts' }).click()
    await page.getByRole('menuitem', { name: 'Check against a receipt…' }).click()
    const box = dialog(page).getByRole('textbox', { name: 'Receipt' })
    await dialog(page).locator('input[type=file]').setInputFiles(path)
    await expect.poll(async () => await box.inputValue()).toBe(text)
    await dialog(page).getByRole('button', { name: 'Check', exact: true }).click()
    await dialog(page).getByText('The log still contains it').waitFor()
    await expectAccessible(page)
    await box.fill(text.replace(/^time \d/m, 'time 9'))
    await dialog(page).getByRole('button', { name: 'Check', exact: true }).click()
    await dialog(page).getByText('It was not signed here').waitFor()
    await box.fill('Dear Ana')
    await dialog(page).getByRole('button', { name: 'Check', exact: true }).click()
    await dialog(page).getByText('This is not a receipt of a log, or a part of it is missing.').waitFor()
    await page.keyboard.press('Escape')
  })

  test('the support file is shown whole, and saved as it was shown', async () => {
    await page.getByRole('button', { name: 'Settings' }).first().click()
    await page.getByRole('button', { name: 'Make a support file…' }).click()
    await dialog(page).getByText('This file was made by Bulkhead for whoever looks after it.').waitFor()
    await dialog(page).getByText('diagnostics.jsonl', { exact: true }).click()
    await dialog(page).getByText('"kind":"started"').waitFor()
    await expectAccessible(page)
    await dialog(page).getByRole('button', { name: 'Save…' }).click()
    const path = await dialog(page)
      .getByText(/bulkhead-support-\d{8}T\d{6}\.zip$/)
      .innerText()
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK')
    await dialog(page).getByRole('button', { name: 'Done' }).click()
  })

  test('an auditor exports as far as redacted, and is told why no further', async () => {
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill(passphraseOf('Meera Joshi'))
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await openClient(page, client)
    await goToLog(page)
    await page.getByRole('button', { name: 'Export…' }).click()
    await dialog(page).getByText('Only owners can release names and words.').waitFor()
    await expect
      .poll(async () => await dialog(page).getByRole('radio', { name: /^Full/ }).isDisabled())
      .toBe(true)
    await dialog(page).getByText('Exactly what they will see').waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/Ana Pereira|Blackthorn|lease-/)
    await expectAccessible(page)
  })
})
