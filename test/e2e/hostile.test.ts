import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../builders.ts'
import { App, chromiumProgram } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const data = '/work/shared/data/hostile'
const naughty = `${data}/naughty-strings/blns.json`
const linked = `${data}/pypdf-samples/016-libre-office-link/libre-office-link.pdf`
const client = 'Ironleaf Gyms'

/** Markup and addresses that would run, load or lead somewhere, were they taken for more than text. */
const attacks = [
  '<script>window.pwned = 1</script>',
  '<img src="https://evil.example/a.png" onerror="window.pwned = 2">',
  '<svg onload="window.pwned = 3"><a href="https://evil.example/">x</a></svg>',
  '<iframe src="https://evil.example/frame"></iframe>',
  '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
  '<style>body { background: url(https://evil.example/b.png) }</style>',
  '<link rel="stylesheet" href="https://evil.example/c.css">',
  '<form action="https://evil.example/"><button>Unlock</button></form>',
  '<a href="javascript:window.pwned = 4">Open the lease</a>',
  '[the lease](javascript:window.pwned=5) ![](https://evil.example/d.png)',
  '<b style="position:fixed;inset:0">Lock now</b>',
  '\u202egnorw yaw eht\u202c and \u200bzero\u200b\u200dwidth\u2060',
  '{{constructor.constructor("window.pwned = 6")()}} ${window.pwned = 7}',
]

/** A word for each attack, to ask for. */
const animals =
  'aardvark bandicoot cassowary dugong echidna fossa galago hoatzin ibis jerboa kakapo loris marmoset'.split(
    ' ',
  )

/** A document for each attack as text, as Markdown and as a web page. */
function writeAttacks(folder: string): string[] {
  return attacks.flatMap((attack, index) => {
    const animal = animals[index]
    const sentence = `The ${animal} ledger number is ${index + 41} ${attack} and nothing else.`
    const documents = { [`${animal}.txt`]: sentence, [`${animal} page.html`]: `<p>${sentence}</p>` }
    if (index % 2 === 0) documents[`${animal} note.md`] = `# Note on the ${animal}\n\n${sentence}`
    return Object.entries(documents).map(([name, text]) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    })
  })
}

describe.skipIf(chromiumProgram === null)('M6: hostile documents are text and nothing else', () => {
  const folder = temporaryFolder()
  const outside: string[] = []
  const dialogs: string[] = []
  let app: App
  let page: Page

  beforeAll(async () => {
    const documents = writeAttacks(folder.path)
    // A name is text as well.
    const named = join(folder.path, '<img src=x onerror="window.pwned = 8">\u202efdp.md')
    writeFileSync(named, 'The pangolin ledger number is 99 and nothing else.')
    documents.push(named)
    if (existsSync(naughty)) {
      const strings = z.array(z.string()).parse(JSON.parse(readFileSync(naughty, 'utf8')))
      const list = join(folder.path, 'naughty.txt')
      writeFileSync(list, strings.map((text, index) => `Naughty string ${index}: ${text}`).join('\n\n'))
      documents.push(list)
    }
    if (existsSync(linked)) documents.push(linked)
    app = await App.start([{ name: client, documents }])
    app.shell.context.on('request', (request) => {
      if (!/^https:\/\/bulkhead-[ab]\.invalid\//u.test(request.url())) outside.push(request.url())
    })
    app.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
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

  const place = async (name: string) =>
    await page.getByRole('navigation', { name: 'This workspace' }).getByRole('button', { name }).click()
  const pane = () => page.getByRole('region', { name: /^Source: / })

  /** Asks for a word and opens what the answer stands on. */
  async function askAndOpen(animal: string) {
    await page.keyboard.press('Control+n')
    await page.getByRole('textbox', { name: 'Question' }).fill(`What is the ${animal} ledger number?`)
    await page.keyboard.press('Enter')
    const turn = page.getByRole('article').last()
    await turn.getByRole('button', { name: 'Ask again' }).waitFor()
    const figure = turn.getByRole('figure').first()
    await figure.getByRole('button', { name: /^Source 1: / }).click()
    await pane().locator('mark').first().waitFor()
    return figure.locator('blockquote')
  }

  async function nothingHappened(): Promise<void> {
    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined()
    expect(page.url()).toMatch(/^https:\/\/bulkhead-[ab]\.invalid\/$/u)
    expect(app.shell.context.pages()).toHaveLength(1)
    expect(
      await page
        .locator('main :is(script, iframe, object, embed, meta, link, style, form[action], a, img)')
        .count(),
    ).toBe(0)
    expect(dialogs).toEqual([])
    expect(outside).toEqual([])
  }

  test.each(attacks.map((attack, index) => [attack, index] as const))('%s', async (attack, index) => {
    const animal = animals[index]!
    const quote = await askAndOpen(animal)
    await expect
      .poll(async () => await quote.innerText())
      .toContain(`The ${animal} ledger number is ${index + 41}`)
    await pane().locator('mark').first().click()
    await place('Search')
    await page.getByRole('searchbox').fill(`${animal} ledger`)
    const verbatim = page
      .getByRole('list', { name: 'Passages found' })
      .getByRole('button', { name: `${animal}.txt` })
    await verbatim.waitFor()
    await expect.poll(async () => await verbatim.innerText()).toContain(attack)
    await verbatim.click()
    await pane().locator('mark', { hasText: attack }).waitFor()
    await nothingHappened()
  })

  test('the name of a file', async () => {
    await askAndOpen('pangolin')
    await expect
      .poll(async () => await pane().innerText())
      .toContain('<img src=x onerror="window.pwned = 8">')
    await place('Documents')
    await page.getByText('<img src=x').first().waitFor()
    await nothingHappened()
  })

  test('the big list of naughty strings, to the letter', async ({ skip }) => {
    skip(!existsSync(naughty), `there is no ${naughty}`)
    await place('Search')
    await page.getByRole('searchbox').fill('Naughty string 100')
    await page
      .getByRole('list', { name: 'Passages found' })
      .getByRole('button', { name: 'naughty.txt' })
      .first()
      .click()
    const text = pane().getByRole('region', { name: /^Text of / })
    await text.waitFor()
    const shown = await text.evaluate((element) => element.textContent)
    const strings = z.array(z.string()).parse(JSON.parse(readFileSync(naughty, 'utf8')))
    // Control characters and the like are no part of a text; all that is drawn is.
    const drawn = strings.filter((string) => /^[\x21-\x7e\u0900-\u097f\u0400-\u04ff]+$/u.test(string))
    expect(drawn.length).toBeGreaterThan(150)
    for (const string of drawn) expect(shown).toContain(string)
    await nothingHappened()
  })

  test('a link in a PDF leads nowhere', async ({ skip }) => {
    skip(!existsSync(linked), `there is no ${linked}`)
    await place('Search')
    await page.getByRole('searchbox').fill('link')
    await page
      .getByRole('list', { name: 'Passages found' })
      .getByRole('button', { name: 'libre-office-link.pdf' })
      .click()
    const sheet = pane().getByRole('region', { name: 'Page 1' })
    await sheet.locator('canvas').waitFor()
    const { x, y, width, height } = (await sheet.boundingBox())!
    for (let down = 0.05; down < 0.5; down += 0.02)
      for (let right = 0.1; right < 0.9; right += 0.1)
        await page.mouse.click(x + width * right, Math.min(y + height * down, 780))
    await nothingHappened()
  })
})
