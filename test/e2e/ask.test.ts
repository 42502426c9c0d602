import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { childrenOf } from '../disk/children.ts'
import { openClient, signIn } from './sign-in.ts'

const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
const thistlewick = { name: 'Thistlewick & Marrow Interiors', documents: [`${samples}thistlewick-marrow`] }
const ironleaf = { name: 'Ironleaf Gyms' }
const breakClause = 'What do we have to pay Blackthorn Wharf if we use the break clause?'
const unanswerable = 'Who won the world cup of volcanology in 1998?'

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Question' }).fill(question)
  await page.keyboard.press('Enter')
}

/** The last turn, once it has ended. */
async function answered(page: Page) {
  const turn = page.getByRole('article').last()
  await turn.getByRole('button', { name: 'Ask again' }).waitFor()
  return turn
}

/** The process of the workspace that is open. */
function workspaceProcess(): number {
  const found = childrenOf(process.pid).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workspace-process'),
  )
  if (found === undefined) throw new Error('no workspace process')
  return found
}

const threads = (page: Page) => page.getByRole('navigation', { name: 'Threads' })

describe.skipIf(chromiumProgram === null)('asking', () => {
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([thistlewick, ironleaf])
    await signIn(app)
  })
  beforeEach(async () => {
    page = app.page
    await openClient(page, thistlewick.name)
  })
  afterAll(async () => await app.close())

  test('an answer in the documents’ words, each with its place, its entry and its words to copy', async () => {
    await ask(page, breakClause)
    const turn = await answered(page)
    const first = turn.getByRole('figure').first()
    await expect
      .poll(async () => await first.innerText())
      .toContain('the Tenant pays the Landlord £11,400 on or before the break date.')
    await expect
      .poll(async () => await first.locator('figcaption').innerText())
      .toBe('lease-cordwain-row.pdf, page 2')
    await expect
      .poll(async () => await turn.getByRole('button', { name: /^Source \d+: / }).count())
      .toBeGreaterThan(0)
    await page.getByText('Ana Pereira').first().waitFor()
    await expect
      .poll(async () => await page.locator('output', { hasText: /^Answer ready, \d sources?$/u }).count())
      .toBe(1)

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await turn.getByRole('button', { name: 'Copy with sources' }).click()
    await page.getByText('Answer copied').waitFor()
    const copied = await page.evaluate(async () => await navigator.clipboard.readText())
    expect(copied).toMatch(
      /^What do we have to pay.*\n\n“10\.2 The break.*”\nlease-cordwain-row\.pdf, page 2/u,
    )

    await turn.getByRole('button', { name: /^Entry \d+$/u }).click()
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()
  })

  test('what the documents do not say is said to be so, with ways on', async () => {
    await ask(page, unanswerable)
    const turn = await answered(page)
    await turn.getByText('This client’s documents don’t answer that.').waitFor()
    await expect.poll(async () => await turn.getByRole('figure').count()).toBe(0)
    await expectAccessible(page)

    await turn.getByRole('button', { name: 'Rephrase' }).click()
    const question = page.getByRole('textbox', { name: 'Question' })
    await expect.poll(async () => await question.inputValue()).toBe(unanswerable)
    await expect
      .poll(async () => await question.evaluate((field) => field === document.activeElement))
      .toBe(true)
    await turn.getByRole('button', { name: 'Search the documents' }).click()
    await expect.poll(async () => await page.getByRole('searchbox').inputValue()).toBe(unanswerable)
  })

  test('a new thread says of whom and what one may ask; a draft is there after a look elsewhere, not after a switch', async () => {
    await page.getByRole('heading', { name: thistlewick.name, level: 2 }).waitFor()
    await page.getByRole('list', { name: 'Questions to try' }).getByRole('button').first().waitFor()
    await expectAccessible(page)
    const form = page.getByRole('form', { name: `Ask ${thistlewick.name}` })
    await expect.poll(async () => await form.innerText()).toContain('Only from documents')
    await expect.poll(async () => await form.innerText()).toContain('You read as everyone')

    const question = page.getByRole('textbox', { name: 'Question' })
    await question.fill('A draft')
    const places = page.getByRole('navigation', { name: 'This workspace' })
    await places.getByRole('button', { name: 'Documents' }).click()
    await places.getByRole('button', { name: 'Ask' }).click()
    await expect.poll(async () => await question.inputValue()).toBe('A draft')
    await openClient(page, ironleaf.name)
    await page.getByRole('heading', { name: 'Documents', exact: true }).waitFor()
    await places.getByRole('button', { name: 'Ask' }).click()
    await expect.poll(async () => await question.inputValue()).toBe('')
    await page.getByText('There are no documents here that you can read.').waitFor()
    await openClient(page, thistlewick.name)
    await page.getByRole('list', { name: 'Questions to try' }).waitFor()
    await expect.poll(async () => await question.inputValue()).toBe('')
  })

  test('Enter asks, Shift and Enter begins a line, and an input method keeps its Enter', async () => {
    const question = page.getByRole('textbox', { name: 'Question' })
    await question.focus()
    await page.keyboard.type('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    await expect.poll(async () => await question.inputValue()).toBe('one\ntwo')
    await question.evaluate((field) => {
      const enter = { key: 'Enter', bubbles: true, cancelable: true, isComposing: true }
      field.dispatchEvent(new KeyboardEvent('keydown', enter))
    })
    await expect.poll(async () => await question.inputValue()).toBe('one\ntwo')
    await expect.poll(async () => await page.getByRole('article').count()).toBe(0)
  })

  test('a question that is too long is not cut, and not asked', async () => {
    const question = page.getByRole('textbox', { name: 'Question' })
    await question.fill('x'.repeat(3_700))
    await page.getByText('3,700 of 4,000').waitFor()
    await question.fill('x'.repeat(4_020))
    await page.getByText('20 characters too long').waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(async () => await question.inputValue()).toHaveLength(4_020)
    await expect.poll(async () => await page.getByRole('article').count()).toBe(0)
    const send = page.getByRole('form').getByRole('button', { name: 'Ask' })
    await expect.poll(async () => await send.isDisabled()).toBe(true)
  })

  test.skipIf(process.platform !== 'linux')(
    'S5: a question that is stopped at once shows nothing, and is not lost',
    async () => {
      const waits = workspaceProcess()
      process.kill(waits, 'SIGSTOP')
      try {
        await ask(page, breakClause)
        await page.getByText('Looking through the documents').first().waitFor()
        const form = page.getByRole('form')
        await form.getByRole('button', { name: 'Stop' }).waitFor()
        await expect.poll(async () => await form.getByRole('button', { name: 'Ask' }).count()).toBe(0)
        await expectAccessible(page)
        await page.keyboard.press('Escape')
        await page.getByText('Stopping').first().waitFor()
      } finally {
        process.kill(waits, 'SIGCONT')
      }
      // It was stopped before its entry was written, or right after: then the thread keeps it, with nothing shown.
      const draft = async () => await page.getByRole('textbox', { name: 'Question' }).inputValue()
      const kept = async () =>
        await page.getByText('You stopped this answer before anything was shown.').count()
      await expect.poll(async () => ((await draft()) === breakClause ? 1 : 0) + (await kept())).toBe(1)
      await expect.poll(async () => await page.getByRole('figure').count()).toBe(0)
    },
  )

  test('an answer goes on while one looks elsewhere', async () => {
    await ask(page, breakClause)
    const places = page.getByRole('navigation', { name: 'This workspace' })
    await places.getByRole('button', { name: 'Documents' }).click()
    await threads(page).getByRole('button', { name: breakClause, exact: true }).first().click()
    expect(await (await answered(page)).innerText()).toContain('£11,400')
    await expect.poll(async () => await page.getByRole('article').count()).toBe(1)
  })

  test('asking again and editing leave the first answer where it is', async () => {
    await ask(page, breakClause)
    const turn = await answered(page)
    await turn.getByRole('button', { name: 'Ask again' }).click()
    await page.getByText('2 questions').waitFor()
    await turn.getByRole('button', { name: 'Edit question' }).click()
    await expect
      .poll(async () => await page.getByRole('textbox', { name: 'Question' }).inputValue())
      .toBe(breakClause)
  })

  test('one who reads further up stays there, and can jump to the latest', async () => {
    await page.setViewportSize({ width: 1000, height: 560 })
    for (let turns = 0; turns < 3; turns++) {
      await ask(page, breakClause)
      await page.getByText(turns === 0 ? '1 question' : `${turns + 1} questions`).waitFor()
    }
    await answered(page)
    const jump = page.getByRole('button', { name: 'Jump to latest' })
    await expect.poll(async () => await jump.count()).toBe(0)
    const first = page.getByRole('article').first()
    await first.scrollIntoViewIfNeeded()
    await jump.click()
    await expect
      .poll(
        async () =>
          await page.getByRole('article').last().getByRole('button', { name: 'Ask again' }).isVisible(),
      )
      .toBe(true)
    await jump.waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 1280, height: 800 })
  })
})

describe.skipIf(chromiumProgram === null)('threads', () => {
  let app: App

  afterEach(async () => await app.close())

  test('are named, kept over a restart, and deleted after a question', async () => {
    app = await App.start([thistlewick])
    await signIn(app, thistlewick.name)
    await ask(app.page, breakClause)
    await answered(app.page)
    await app.page.keyboard.press('Control+n')
    await app.page.getByRole('heading', { name: 'New thread' }).waitFor()
    await ask(app.page, unanswerable)
    await answered(app.page)
    const titles = () =>
      threads(app.page)
        .getByRole('listitem')
        .getByRole('button', { name: /^(?!More)/u })
        .allInnerTexts()
    await expect.poll(async () => await titles()).toEqual([unanswerable, breakClause])

    await threads(app.page)
      .getByRole('button', { name: `More for ${breakClause}` })
      .click()
    await app.page.getByRole('menuitem', { name: 'Rename' }).click()
    const name = app.page.getByRole('textbox', { name: 'Name of the thread' })
    await name.fill('Lease: break')
    await name.press('Enter')
    await threads(app.page).getByRole('button', { name: 'Lease: break', exact: true }).click()
    await app.page.getByRole('heading', { name: 'Lease: break', level: 1 }).waitFor()
    await expectAccessible(app.page)

    app = await app.restart()
    await signIn(app, thistlewick.name)
    await threads(app.page).getByRole('button', { name: 'Lease: break', exact: true }).click()
    await app.page.getByText('£11,400').first().waitFor()
    await threads(app.page).getByRole('button', { name: 'More for Lease: break' }).click()
    await app.page.getByRole('menuitem', { name: 'Delete…' }).click()
    const dialog = app.page.getByRole('alertdialog')
    await expectAccessible(app.page)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(async () => await titles()).toHaveLength(2)
    await threads(app.page).getByRole('button', { name: 'More for Lease: break' }).click()
    await app.page.getByRole('menuitem', { name: 'Delete…' }).click()
    await dialog.getByRole('button', { name: 'Delete thread' }).click()
    await app.page.getByRole('heading', { name: 'New thread' }).waitFor()
    await expect.poll(async () => await titles()).toEqual([unanswerable])
    app = await app.restart()
    await signIn(app, thistlewick.name)
    await expect.poll(async () => await titles()).toEqual([unanswerable])
  })
})
