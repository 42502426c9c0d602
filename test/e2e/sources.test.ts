import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
const client = 'Thistlewick & Marrow Interiors'
const breakClause = 'What do we have to pay Blackthorn Wharf if we use the break clause?'
const plain = (text: string) => text.replace(/\s/gu, '')

async function ask(page: Page, question: string) {
  await page.getByRole('textbox', { name: 'Question' }).fill(question)
  await page.keyboard.press('Enter')
  const turn = page.getByRole('article').last()
  await turn.getByRole('button', { name: 'Ask again' }).waitFor()
  const figure = turn.getByRole('figure').first()
  const quote = await figure
    .locator('blockquote')
    .evaluate((element) => element.firstChild!.textContent! + element.children[0]!.firstChild!.textContent!)
  return { chip: figure.getByRole('button', { name: /^Source 1: / }), quote }
}

describe.skipIf(chromiumProgram === null)('R5: a citation leads to the words that it stands on', () => {
  const folder = temporaryFolder()
  let app: App
  let page: Page
  const outside: string[] = []
  const pane = () => page.getByRole('region', { name: /^Source: / })
  /** The page that the pane says one is on; the page itself may say so too. */
  const at = async () =>
    await pane()
      .getByText(/^Page \d of \d$/u)
      .first()
      .innerText()

  beforeAll(async () => {
    // A long text, so that more of it is read when it is asked for.
    const filler = Array.from({ length: 9_000 }, (_, index) => `Line ${index} of the ledger says nothing.`)
    filler[6_000] = 'The zygomorphic quokka ledger was closed on 9 May 2031.'
    const long = join(folder.path, 'long-ledger.txt')
    writeFileSync(long, filler.join('\n\n'))
    app = await App.start([{ name: client, documents: [`${samples}thistlewick-marrow`, long] }])
    app.shell.context.on('request', (request) => {
      if (!/^https:\/\/bulkhead-[ab]\.invalid\//u.test(request.url())) outside.push(request.url())
    })
    await signIn(app)
  })
  beforeEach(async () => {
    page = app.page
    await openClient(page, client)
  })
  afterAll(async () => {
    await app.close()
    folder.remove()
  })

  test('a PDF: the words are shown at the number, and marked on the page as it is drawn', async () => {
    const { chip, quote } = await ask(page, breakClause)
    const { x, y } = (await chip.boundingBox())!
    await page.mouse.move(x - 200, y + 200)
    await page.mouse.move(x + 8, y + 8, { steps: 5 })
    const card = page.getByRole('dialog', { name: 'Source 1' })
    await card.waitFor()
    await expect.poll(async () => await card.innerText()).toContain(quote)
    await expect.poll(async () => await card.innerText()).toContain('page 2')

    await chip.click()
    await pane().getByText('Quote found').waitFor()
    expect(await at()).toBe('Page 2 of 3')
    const sheet = pane().getByRole('region', { name: 'Page 2' })
    expect(plain((await sheet.locator('mark').allTextContents()).join(''))).toBe(plain(quote))
    expect(await drawn(sheet.locator('mark').first())).toBe(true)
    await expect.poll(async () => await chip.getAttribute('aria-pressed')).toBe('true')
    await page.mouse.move(300, 600)
    await expectAccessible(page)
  })

  test('its pages are turned, drawn larger and smaller, and shown as text', async () => {
    const { chip } = await ask(page, breakClause)
    await chip.click()
    await pane().getByText('Quote found').waitFor()
    await pane().getByRole('button', { name: 'Next page' }).click()
    await expect.poll(at).toBe('Page 3 of 3')
    await expect
      .poll(async () => await pane().getByRole('button', { name: 'Next page' }).isDisabled())
      .toBe(true)
    await pane().getByRole('button', { name: 'Previous page' }).click()
    await expect.poll(at).toBe('Page 2 of 3')
    const sheet = pane().getByRole('region', { name: 'Page 2' })
    const before = (await sheet.boundingBox())!.width
    await pane().getByRole('button', { name: 'Larger' }).click()
    expect((await sheet.boundingBox())!.width).toBeGreaterThan(before)
    await pane().getByRole('button', { name: 'Whole width of the page' }).click()
    await expect.poll(async () => (await sheet.boundingBox())!.width).toBeLessThan(before)
    await sheet.locator('mark').first().waitFor()

    await pane().getByRole('button', { name: 'Show as text' }).click()
    await pane().locator('mark', { hasText: '£11,400' }).waitFor()
    await pane().getByRole('button', { name: 'Previous page' }).click()
    await expect.poll(at).toBe('Page 1 of 3')
    await expect.poll(async () => await pane().locator('mark').count()).toBe(0)
    await expectAccessible(page)
  })

  test('a Word document: the passage is marked in its text, which has no pages', async () => {
    const { chip, quote } = await ask(
      page,
      'What is the price per cubic metre of black walnut from Ystwyth Hardwoods?',
    )
    await chip.click()
    await pane().getByText('No pages').waitFor()
    const mark = pane().locator('mark')
    await expect.poll(async () => await mark.innerText()).toBe(quote)
    await expect.poll(async () => await mark.evaluate(inSight)).toBe(true)
    await expectAccessible(page)
  })

  test('Markdown in Hindi: marked, in its language', async () => {
    const { chip, quote } = await ask(page, 'दूसरी नील की हौज कितने लीटर की होगी?')
    await chip.click()
    const mark = pane().locator('mark')
    await mark.waitFor()
    await expect.poll(async () => await mark.innerText()).toBe(quote)
    await expect
      .poll(async () => await mark.evaluate((element) => element.closest('[lang]')?.getAttribute('lang')))
      .toBe('hi')
  })

  test('a long text is read around the passage, and further when asked', async () => {
    const { chip } = await ask(page, 'When was the zygomorphic quokka ledger closed?')
    await chip.click()
    const mark = pane().locator('mark')
    await mark.waitFor()
    await expect.poll(async () => await mark.innerText()).toContain('9 May 2031')
    const text = pane().getByRole('region', { name: /^Text of / })
    const before = (await text.innerText()).length
    expect(before).toBeLessThan(41_000)
    await text.evaluate((element) => {
      element.scrollTop = 0
    })
    await pane().getByRole('button', { name: 'Show more above' }).click()
    await expect.poll(async () => (await text.innerText()).length).toBeGreaterThan(before + 20_000)
    // What was at the top is still in sight.
    await expect.poll(async () => await text.evaluate((element) => element.scrollTop)).toBeGreaterThan(0)
  })

  test('by keyboard alone: ask, open a source, read it, go back', async () => {
    const { keyboard } = page
    await keyboard.press('Control+n')
    await keyboard.type(breakClause)
    await keyboard.press('Enter')
    const turn = page.getByRole('article').last()
    await turn.getByRole('button', { name: 'Ask again' }).waitFor()
    const chip = turn.getByRole('button', { name: /^Source 1: / })
    const isFocused = async () => await chip.evaluate((element) => element === document.activeElement)
    for (let presses = 0; presses < 20 && !(await isFocused()); presses++) await keyboard.press('Shift+Tab')
    await page.getByRole('dialog', { name: 'Source 1' }).waitFor()
    await keyboard.press('Enter')
    await pane().getByText('Quote found').waitFor()
    await keyboard.press('Enter')
    await expect
      .poll(async () => await pane().evaluate((element) => element === document.activeElement))
      .toBe(true)
    await keyboard.press('Tab')
    await keyboard.press('Escape')
    await pane().waitFor({ state: 'detached' })
    expect(await isFocused()).toBe(true)
  })

  test('R6: with a document go its view and the threads that rested on it', async () => {
    const question = 'How much is the yearly tool allowance for joiners and upholsterers?'
    await page.keyboard.press('Control+n')
    const { chip } = await ask(page, question)
    await chip.click()
    await pane().locator('mark', { hasText: '£180' }).waitFor()
    const thread = page
      .getByRole('navigation', { name: 'Threads' })
      .getByRole('button', { name: question, exact: true })
    await thread.waitFor()

    await pane().getByRole('button', { name: 'Show in Documents' }).click()
    await page.getByRole('button', { name: 'More for staff-handbook-leave-and-safety.docx' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await thread.waitFor({ state: 'detached' })
    await expect.poll(async () => await page.getByText('£180').count()).toBe(0)
  })

  test('N2: nothing was asked for beyond the app’s own two names', () => {
    expect(outside).toEqual([])
  })
})

/** Whether ink was drawn where a mark lies. */
async function drawn(mark: Locator): Promise<boolean> {
  return await mark.evaluate((element) => {
    const canvas = element.closest('section')?.querySelector('canvas')
    if (!canvas) return false
    const box = element.getBoundingClientRect()
    const sheet = canvas.getBoundingClientRect()
    const factor = canvas.width / sheet.width
    const { data } = canvas
      .getContext('2d')!
      .getImageData(
        (box.left - sheet.left) * factor,
        (box.top - sheet.top) * factor,
        box.width * factor,
        box.height * factor,
      )
    return data.some((value, index) => index % 4 === 0 && value < 128)
  })
}

/** Whether an element lies within what scrolls it. */
function inSight(element: Element): boolean {
  const box = element.getBoundingClientRect()
  const desk = element.closest('section')!.getBoundingClientRect()
  return box.top >= desk.top && box.bottom <= desk.bottom
}
