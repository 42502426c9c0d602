import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'This workspace' }).getByRole('button', { name: place }).click()
}

async function goToLog(page: Page): Promise<void> {
  await goTo(page, 'Audit log')
  await list(page).waitFor()
}

/** Changes what the page is told next, as a process that lies would. */
async function lieOnce(page: Page, about: 'proof' | 'check'): Promise<void> {
  await page.evaluate((what) => {
    interface Body {
      kind: string
      code?: string
      message?: string
      value?: { root?: string; proof?: { hashes: string[] } }
    }
    type Receive = (to: string, text: string) => void
    const globals = globalThis as unknown as { __bulkhead_receive: Receive }
    const receive = globals.__bulkhead_receive
    globals.__bulkhead_receive = (to, text) => {
      const messages = JSON.parse(text) as { channel: string; message: { body: Body } }[]
      for (const { channel, message } of messages) {
        const value = channel === 'workspace' ? message.body.value : undefined
        if (what === 'proof' && value?.proof) value.proof.hashes.reverse()
        else if (what === 'check' && value?.root !== undefined) {
          delete message.body.value
          message.body.kind = 'failed'
          message.body.code = 'log-damaged'
          message.body.message = 'Entry 7 of the log was changed after it was written.'
        } else continue
        globals.__bulkhead_receive = receive
      }
      receive(to, JSON.stringify(messages))
    }
  }, about)
}

describe.skipIf(chromiumProgram === null)('the audit log', () => {
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([{ name: client, documents: [`${samples}thistlewick-marrow`] }])
    app = await behindTheScreens(app, client, async ({ open, addMember }) => {
      const { caller } = open
      await addMember('Meera Joshi', 'auditor')
      // More than the screen asks for at a time.
      for (let times = 0; times < 320; times += 1) await caller.call('documents.list', {})
      const { documents } = await caller.call('documents.list', {})
      const memo = documents.find(({ title }) => title.startsWith('partner-memo'))!
      await caller.call('documents.delete', { document: memo.id })
      await caller.call('ask', { question })
    })
    await signIn(app, client)
  })
  afterAll(async () => await app.close())
  beforeEach(() => {
    page = app.page
  })

  test('says what happened, newest first, day by day, and who did it', async () => {
    await goToLog(page)
    const first = list(page).getByRole('row').first()
    await expect
      .poll(async () => await list(page).getByRole('rowheader').first().innerText())
      .toMatch(/^Today, /)
    await expect.poll(() => first.innerText()).toContain('Today')
    await entry(page, 'Log looked at').first().getByText('Ana Pereira').waitFor()
    await entry(page, 'Question answered').getByText('Ana Pereira').waitFor()
    await expect.poll(async () => await list(page).getByRole('row').count()).toBeLessThan(100)
    await page.getByText('Reading the log is written into it too, once a visit.').waitFor()
    await expectAccessible(page)
  })

  test('loads more as one goes on, and makes few rows', async () => {
    const asked = async () => Number(await list(page).getAttribute('aria-rowcount'))
    expect(await asked()).toBe(200)
    await list(page).getByRole('row').nth(3).click()
    await pane(page).getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('End')
    await expect.poll(asked).toBeGreaterThan(300)
    await page.keyboard.press('End')
    await expect.poll(async () => await list(page).getByRole('row').count()).toBeLessThan(100)
    await entry(page, 'Workspace created').waitFor()
  })

  test('is filtered by kind and words; to look further back is a choice', async () => {
    await goToLog(page)
    await page.getByRole('button', { name: /Kind of entry/ }).click()
    await page.getByRole('option', { name: 'Answers and searches' }).click()
    await entry(page, 'Question answered').waitFor()
    await expect.poll(async () => await entry(page, 'List of documents looked at').count()).toBe(0)
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('nothing like it')
    await page.getByRole('heading', { name: 'None of these entries fits' }).waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('workspace created')
    await page.getByRole('heading', { name: 'None of these entries fits' }).waitFor()
    await page.getByRole('button', { name: 'Look further back' }).click()
    await entry(page, 'Workspace created').waitFor()
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('')
  })

  test('opens an entry: its fields, what is sealed, and its way to the root, worked out in the page', async () => {
    await goToLog(page)
    await list(page).getByRole('row').nth(1).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => await pane(page).count()).toBe(0)
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('question asked')
    await entry(page, 'Question asked').focus()
    await page.keyboard.press('Enter')
    await pane(page).getByText(question).first().waitFor()
    await pane(page).getByText('You can read the values because you are an owner.').waitFor()
    await pane(page)
      .getByRole('button', { name: /^lease-cordwain-row\.pdf, |^Document [0-9a-f]{4}, / })
      .first()
      .waitFor()
    await pane(page)
      .getByText(/^This entry is in the log of \d+ entries$/)
      .waitFor()
    await pane(page)
      .getByRole('figure', { name: /^From entry \d+ upwards: .*root of \d+ entries$/ })
      .waitFor()
    await pane(page).getByText('The entry as it is stored').click()
    const leaf = await pane(page).locator('pre').innerText()
    expect(JSON.parse(leaf)).toMatchObject({ v: 1, type: 'answer.began', role: 'owner' })
    expect(leaf).not.toContain('Blackthorn')
    await expectAccessible(page)
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('')
    await pane(page).getByRole('button', { name: 'Newer entry' }).click()
    await pane(page).getByText('Question answered').waitFor()
    await pane(page).getByText('the Tenant pays the Landlord £11,400').waitFor()
    // In a narrow window it stands in the place of the list.
    await page.setViewportSize({ width: 760, height: 800 })
    await list(page).waitFor({ state: 'hidden' })
    await pane(page).getByRole('button', { name: 'Close' }).click()
    await pane(page).waitFor({ state: 'detached' })
    await list(page).waitFor()
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  test('an answer’s entry leads to the documents that it cites', async () => {
    await entry(page, 'Question answered').click()
    await pane(page)
      .getByRole('button', { name: /page 2$/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor()
    await page.getByRole('region', { name: /^Source: / }).waitFor()
  })

  test('says what was erased with its document', async () => {
    await goToLog(page)
    await entry(page, /Document [0-9a-f]{4} removed/).click()
    await pane(page)
      .getByText(/^Document [0-9a-f]{4} removed$/)
      .waitFor()
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('added')
    await page.getByRole('button', { name: 'Look further back' }).click()
    await entry(page, / added/)
      .first()
      .waitFor()
    const added = entry(page, / added/)
    let erased = false
    for (let index = 0; index < (await added.count()) && !erased; index += 1) {
      await added.nth(index).click()
      await pane(page)
        .getByText(/^This entry is in the log/)
        .waitFor()
      erased = (await pane(page).getByText('erased', { exact: true }).count()) > 0
    }
    expect(erased).toBe(true)
    await pane(page).getByText('What was erased went with the document that it came from.').waitFor()
    await expectAccessible(page)
  })

  test('a proof that does not lead to the root is not shown as one', async () => {
    await goToLog(page)
    await lieOnce(page, 'proof')
    await entry(page, 'Question asked').click()
    await pane(page).getByText('This entry does not lead to the root of the log. Check the log.').waitFor()
    await expect.poll(async () => await pane(page).getByText('This entry is in the log').count()).toBe(0)
    await pane(page).getByRole('button', { name: 'Close' }).click()
  })

  test('is checked as a whole, and says what is wrong', async () => {
    await page.getByRole('button', { name: 'Check the log' }).click()
    await page.getByText(/^The log is in order: \d+ entries$/).waitFor()
    await expectAccessible(page)
    await lieOnce(page, 'check')
    await page.getByRole('button', { name: 'Check again' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'The log is not in order' })
    await alert.getByText('Entry 7 of the log was changed after it was written.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Look again' }).click()
    await entry(page, /Log checked, [\d,]+ entries: in order/)
      .first()
      .waitFor()
  })

  test('auditors see codes and seals, not names and values', async () => {
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill(passphraseOf('Meera Joshi'))
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await openClient(page, client)
    await goToLog(page)
    await entry(page, 'Log looked at').first().getByText('You').waitFor()
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('question asked')
    await entry(page, 'Question asked')
      .getByText(/^Staff [0-9a-f]{4}$/)
      .waitFor()
    await entry(page, 'Question asked').click()
    await pane(page).getByText('sealed', { exact: true }).first().waitFor()
    await pane(page).getByText('An owner can open them for you.').waitFor()
    await pane(page)
      .getByText(/^This entry is in the log of \d+ entries$/)
      .waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/Ana Pereira|Blackthorn|lease/)
    await expectAccessible(page)
  })
})
