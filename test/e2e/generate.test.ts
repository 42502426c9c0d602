import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasMemoryPlace } from '../../core/answer/adapters/private-file.ts'
import { tinyLlama, tinyLora } from '../../models/tiny-llama.ts'
import { temporaryFolder } from '../builders.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
const name = 'Thistlewick & Marrow Interiors'
const question = 'What do we have to pay Blackthorn Wharf if we use the break clause?'

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Question' }).fill(text)
  await page.keyboard.press('Enter')
}

/** The last turn, once it has ended. */
async function answered(page: Page) {
  const turn = page.getByRole('article').last()
  await turn.getByRole('button', { name: 'Write again' }).waitFor()
  return turn
}

describe.skipIf(chromiumProgram === null)('answers that a model writes', () => {
  const models = temporaryFolder()
  let app: App
  let page: Page

  beforeAll(async () => {
    const generator = join(models.path, 'tiny.gguf')
    writeFileSync(generator, tinyLlama({ seed: 'e2e', says: [' Blackthorn', 'n [1]'], contextTokens: 4_096 }))
    app = await App.start([{ name, documents: [`${samples}thistlewick-marrow`], generator }])
    await signIn(app)
  })
  beforeEach(async () => {
    page = app.page
    await openClient(page, name)
  })
  afterAll(async () => {
    await app.close()
    models.remove()
  })

  test('a written sentence has its source, its maker and its entry, and can be written again in its place', async () => {
    await ask(page, question)
    const turn = await answered(page)
    // It stands in another passage than the one that the model names.
    await turn.getByText('Its source does not clearly say this').waitFor()
    await turn.getByRole('button', { name: /^Source 1: / }).waitFor()
    await turn.getByText('Written by tiny-llama').waitFor()
    const before = await turn.getByRole('button', { name: /^Entry \d+$/u }).innerText()
    await turn.getByRole('button', { name: 'Write again' }).click()
    await page.getByRole('button', { name: before }).waitFor({ state: 'detached' })
    await answered(page)
    await expect.poll(async () => await page.getByRole('article').count()).toBe(1)
    await expectAccessible(page)
  })

  test('a question is edited in its place, which can be given up', async () => {
    await ask(page, question)
    const turn = await answered(page)
    await turn.getByRole('button', { name: 'Edit question' }).click()
    await page.getByText('takes the place of the old one').waitFor()
    await page.getByRole('button', { name: 'Keep them' }).click()
    await page.getByText('takes the place of the old one').waitFor({ state: 'detached' })
    await turn.getByRole('button', { name: 'Edit question' }).click()
    await ask(page, 'Who is the landlord?')
    await page.getByRole('heading', { name: 'Who is the landlord?' }).waitFor()
    await answered(page)
    await expect.poll(async () => await page.getByRole('article').count()).toBe(1)
  })

  test('a chat says that no document was read', async () => {
    await page
      .getByRole('radio', { name: 'Chat' })
      .or(page.getByRole('button', { name: 'Chat' }))
      .click()
    await ask(page, 'Hello?')
    const turn = await answered(page)
    await turn.getByText('No document was read for this.').waitFor()
    await expectAccessible(page)
  })

  test('a question is saved, found by typing “/”, put in, worded anew and deleted', async () => {
    const composer = page.getByRole('textbox', { name: 'Question' })
    await composer.fill(question)
    await page.getByRole('button', { name: 'Saved questions' }).click()
    await page.getByRole('menuitem', { name: 'Save what is written…' }).click()
    const saving = page.getByRole('dialog', { name: 'Save a question' })
    await saving.getByRole('textbox', { name: 'Title' }).fill('Break clause')
    await expect
      .poll(async () => await saving.getByRole('textbox', { name: 'Question' }).inputValue())
      .toBe(question)
    await saving.getByRole('button', { name: 'Save question' }).click()
    await saving.waitFor({ state: 'detached' })

    await composer.fill('')
    await composer.press('/')
    const list = page.getByRole('dialog', { name: 'Saved questions' })
    await list.getByRole('menuitem', { name: 'Break clause' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.type('break')
    await page.keyboard.press('Enter')
    await list.waitFor({ state: 'detached' })
    await expect.poll(async () => await composer.inputValue()).toBe(question)
    await expect
      .poll(async () => await composer.evaluate((area) => area === document.activeElement))
      .toBe(true)
    // A slash within a question is a slash.
    await page.keyboard.type('/')
    await expect.poll(async () => await composer.inputValue()).toBe(`${question}/`)

    await page.keyboard.press('Control+,')
    const saved = page.getByRole('region', { name: 'Saved questions' })
    await saved.getByRole('button', { name: 'Edit Break clause' }).click()
    const editing = page.getByRole('dialog', { name: 'Edit this question' })
    await editing.getByRole('textbox', { name: 'Question' }).fill('What does leaving early cost?')
    await editing.getByRole('button', { name: 'Save question' }).click()
    await saved.getByText('What does leaving early cost?').waitFor()
    await saved.getByRole('button', { name: 'Delete Break clause' }).click()
    await page.getByRole('button', { name: 'Delete question' }).click()
    await saved.getByText('None yet.').waitFor()
  })

  test('instructions are saved by an owner, and how an answer was made shows them', async () => {
    await page.keyboard.press('Control+,')
    const section = page.getByRole('region', { name: 'Instructions' })
    const save = section.getByRole('button', { name: 'Save instructions' })
    const words = 'Give amounts with their currency.'
    await section.getByRole('textbox', { name: 'Instructions for every answer' }).fill(words)
    await save.click()
    await page.getByText('They count from the next question on.').waitFor()
    await expect.poll(async () => await save.isDisabled()).toBe(true)
    await expectAccessible(page)
    await page.keyboard.press('Control+n')
    await ask(page, question)
    const turn = await answered(page)
    await turn.getByRole('button', { name: 'How this answer was made' }).click()
    const trace = page.getByRole('dialog', { name: 'How this answer was made' })
    await trace.getByText(words, { exact: true }).waitFor()
    await trace.getByRole('region', { name: 'Flow' }).getByText('checked').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await trace.waitFor({ state: 'detached' })
  })

  test('M3: an adapter comes in with what it was trained on, is refused for several clients, used, named, and removed', async () => {
    const file = join(models.path, 'house-style.gguf')
    writeFileSync(file, tinyLora({ seed: 'e2e' }))
    await page.getByRole('button', { name: 'Models' }).click()
    const adapters = page.getByRole('region', { name: 'Adapters' })
    await adapters.getByText('None yet').waitFor()
    const choosing = page.waitForEvent('filechooser')
    await adapters.getByRole('button', { name: 'Add an adapter…' }).click()
    await (await choosing).setFiles(file)
    const dialog = page.getByRole('dialog', { name: `Add this adapter to ${name}?` })
    const statement = dialog.getByRole('textbox', { name: 'What it was trained on' })
    const add = dialog.getByRole('button', { name: 'Add adapter' })
    await expect.poll(async () => await add.isDisabled()).toBe(true)
    await statement.fill('Letters of several clients, from 2023.')
    await add.click()
    await dialog.getByText('The statement speaks of several clients.').waitFor()
    await expectAccessible(page)
    await statement.fill('The letters of this client from 2023, as we wrote them.')
    await add.click()
    await dialog.waitFor({ state: 'detached' })
    await adapters.getByRole('heading', { name: 'house-style' }).waitFor()
    await adapters.getByText('The letters of this client from 2023').waitFor()
    await adapters.getByText('Not used', { exact: true }).waitFor()
    await adapters.getByRole('button', { name: 'Use house-style for answers' }).click()
    if (!hasMemoryPlace()) await page.getByRole('button', { name: 'Accept and use' }).click()
    await adapters.getByText('Answers are written with it').waitFor()
    await expectAccessible(page)

    await page.keyboard.press('Control+n')
    await ask(page, question)
    const turn = await answered(page)
    await turn.getByText('Written by tiny-llama with house-style').waitFor()

    await page.getByRole('button', { name: 'Models' }).click()
    await adapters.getByRole('button', { name: 'Remove house-style' }).click()
    await page.getByRole('button', { name: 'Remove adapter' }).click()
    await adapters.getByText('None yet').waitFor()
  })
})
