import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import Pdf from 'pdfkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../builders.ts'
import { childrenOf } from '../disk/children.ts'
import { pdfOf } from '../ingest/pdf-file.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { behindTheScreens, passphraseOf } from './behind-the-screens.ts'
import { openClient, signIn } from './sign-in.ts'

const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
const naughty = fileURLToPath(
  new URL('../../../shared/data/hostile/naughty-strings/blns.json', import.meta.url),
)
const lease = join(samples, 'thistlewick-marrow/lease-cordwain-row.pdf')
const notes = join(samples, 'thistlewick-marrow/meeting-notes-2025-05-08.txt')

const table = (page: Page) => page.getByRole('grid', { name: 'Documents' })
const row = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name, exact: true }) })
const panel = (page: Page) => page.getByRole('region', { name: 'Import' })
const fileRow = (page: Page, name: string) =>
  panel(page)
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })

async function goToDocuments(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'This workspace' })
    .getByRole('button', { name: 'Documents' })
    .click()
  await page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor()
}

async function addFiles(page: Page, files: string | string[], button = 'Add documents'): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).click()
  await (await choosing).setFiles(files)
}

/** What the window manager does when files are dropped: the page gets real files, with real paths behind them. */
async function drop(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data })
  await page.getByText(/^Drop to add to /).waitFor()
  await session.send('Input.dispatchDragEvent', { type: 'drop', x: 700, y: 400, data })
  await session.detach()
}

async function ended(page: Page): Promise<string> {
  await panel(page).getByRole('button', { name: 'Close' }).waitFor()
  return await panel(page).locator('output').innerText()
}

describe.skipIf(chromiumProgram === null)('documents', () => {
  const folder = temporaryFolder()
  const made = (name: string, content: string | Uint8Array) => {
    const path = join(folder.path, name)
    writeFileSync(path, content)
    return path
  }
  async function lockedPdf(): Promise<string> {
    const pdf = new Pdf({ userPassword: 'x', pdfVersion: '1.7' })
    pdf.text('secret')
    pdf.end()
    return made('locked.pdf', await buffer(pdf))
  }
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([{ name: 'Ironleaf Gyms' }, { name: 'Sona Silk Mills', documents: [lease, notes] }])
    await signIn(app)
  })
  afterAll(async () => {
    await app.close()
    folder.remove()
  })
  beforeEach(() => {
    page = app.page
  })

  test('an empty client invites, and takes files from the system’s window', async () => {
    await openClient(page, 'Ironleaf Gyms')
    await goToDocuments(page)
    await page.getByRole('heading', { name: 'No documents yet' }).waitFor()
    await page
      .getByText('PDF, Word, HTML, Markdown and plain text. Everything stays on this computer.')
      .waitFor()
    await expectAccessible(page)
    await addFiles(page, [lease, notes])
    expect(await ended(page)).toBe('Import finished. 2 ready')
    await row(page, 'lease-cordwain-row.pdf').getByText('Ready').waitFor()
    await expect
      .poll(async () => await row(page, 'lease-cordwain-row.pdf').innerText())
      .toMatch(/everyone\s+3\s/)
    await page.getByText('2 you can read').waitFor()
    await panel(page).getByRole('button', { name: 'Close' }).click()
    await panel(page).waitFor({ state: 'detached' })
  })

  test('a bad file is set aside with its reason, and the others go on', async () => {
    await addFiles(page, [
      made('empty.txt', ''),
      made('broken.pdf', '%PDF-1.7 and nothing more'),
      made('table.csv', 'a,b\n1,2\n3,4\n'),
      await lockedPdf(),
      made('good.txt', 'The zygomorphic ledger was closed in May.'),
    ])
    expect(await ended(page)).toBe('Import finished. 1 ready, 4 set aside')
    await fileRow(page, 'empty.txt').getByText('The file is empty.').waitFor()
    await fileRow(page, 'broken.pdf').getByText('The file is damaged').waitFor()
    await fileRow(page, 'table.csv').getByText('not supported yet').waitFor()
    await fileRow(page, 'locked.pdf').getByText('protected by a password').waitFor()
    await expectAccessible(page)

    const status = page.getByRole('radiogroup', { name: 'Status' })
    await status.getByText('Needs you').click()
    await expect.poll(async () => await table(page).getByRole('row').count()).toBe(1 + 4)
    await row(page, 'locked.pdf').getByRole('button', { name: 'The PDF is protected' }).click()
    const why = page.getByRole('dialog', { name: 'Why it was set aside' })
    await why.getByText('Save a copy without it and import that.').waitFor()
    await why.getByRole('button', { name: 'Read again' }).click()
    await page.getByText('The PDF is protected by a password.').last().waitFor()
    await page.keyboard.press('Escape')
    await status.getByText('All').click()
    await panel(page).getByRole('button', { name: 'Close' }).click()
  })

  test('a folder keeps its hierarchy, dropped or chosen', async () => {
    const below = join(folder.path, 'Meridian 2025', 'Payroll')
    mkdirSync(below, { recursive: true })
    writeFileSync(join(below, 'वेतन पर्ची.md'), '# वेतन\n\nजून का वेतन 42,000 रुपये था।')
    writeFileSync(join(below, '..', 'lease.txt'), 'The lease of the mill ends in 2031.')
    await drop(page, [join(folder.path, 'Meridian 2025'), made('loose.txt', 'A loose leaf about the mill.')])
    expect(await ended(page)).toBe('Import finished. 3 ready')
    await fileRow(page, 'Meridian 2025/Payroll/वेतन पर्ची.md').getByText('Ready').waitFor()
    await fileRow(page, 'loose.txt').getByText('Ready').waitFor()
    await row(page, 'वेतन पर्ची.md').getByText('Ready').waitFor()
    await panel(page).getByRole('button', { name: 'Close' }).click()

    const other = join(folder.path, 'Chosen')
    mkdirSync(other)
    writeFileSync(join(other, 'chosen.txt'), 'A chosen folder holds this.')
    await addFiles(page, other, 'Add folder')
    expect(await ended(page)).toBe('Imported “Chosen/chosen.txt”. 1 ready')
    await panel(page).getByRole('button', { name: 'Close' }).click()
  })

  test('a folder has groups of its own: seen, asked about, and changed with what is lost by it', async () => {
    await page.getByRole('button', { name: /^All folders/ }).click()
    await page.getByRole('option', { name: 'Chosen', exact: true }).click()
    const bar = page.getByRole('region', { name: 'Folder Chosen' })
    await bar.getByText('New documents in it:').waitFor()
    await expect.poll(async () => await table(page).getByRole('row').count()).toBe(1 + 1)
    await expectAccessible(page)
    await bar.getByRole('button', { name: 'Who can read this' }).click()
    const drawer = page.getByRole('dialog', { name: 'Who can read this' })
    await drawer.getByText('1 person can read something of the 1 document in it').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await bar.getByRole('button', { name: 'Change…' }).click()
    await page.getByText('No document is left to nobody').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The folder “Chosen”: readable by everyone').waitFor()
    await page.getByRole('button', { name: /^Chosen/ }).click()
    await page.getByRole('option', { name: 'All folders' }).click()
    await bar.waitFor({ state: 'detached' })
  })

  /** Presses Tab until what has the focus is called so. */
  async function tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 16; presses += 1) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate(() => {
        const element = document.activeElement
        // A row is called what its first cell says.
        const words =
          element?.role === 'row' || element?.matches('tr') ? element.querySelector('bdi') : element
        return (
          element?.getAttribute('aria-label') ?? element?.getAttribute('placeholder') ?? words?.textContent
        )
      })
      if (here === name) return
    }
    throw new Error(`Tab does not lead to “${name}”`)
  }

  test('only the keyboard: add a file, find it, open it', async () => {
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: 'Documents' })
      .focus()
    await page.keyboard.press('Enter')
    await tabTo('Add documents')
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await choosing).setFiles(made('keyboard.txt', 'Typed by nobody but a keyboard.'))
    expect(await ended(page)).toBe('Imported “keyboard.txt”. 1 ready')
    await tabTo('Filter by name')
    await page.keyboard.type('keyb')
    await expect.poll(async () => await table(page).getByRole('row').count()).toBe(2)
    await tabTo('keyboard.txt')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Source: keyboard.txt' }).getByText('Typed by nobody').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('searchbox', { name: 'Filter by name' }).fill('')
  })

  test('removal asks with the name, says what goes, and takes it', async () => {
    await row(page, 'good.txt').getByRole('button', { name: 'More for good.txt' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Remove “good.txt”?' })
    await expect.poll(async () => await dialog.innerText()).toContain('every answer that was built from it')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await row(page, 'good.txt').waitFor()

    await row(page, 'good.txt').click({ position: { x: 400, y: 10 } })
    await row(page, 'empty.txt').click({ position: { x: 400, y: 10 }, modifiers: ['Control'] })
    await page.getByText('2 selected').waitFor()
    await page.keyboard.press('Delete')
    await page
      .getByRole('alertdialog', { name: 'Remove 2 documents?' })
      .getByRole('button', { name: 'Remove 2 documents' })
      .click()
    await row(page, 'good.txt').waitFor({ state: 'detached' })
    await row(page, 'empty.txt').waitFor({ state: 'detached' })
  })

  test('5,000 documents are 5,000 rows of which few are made', async () => {
    await page.evaluate(() => {
      type Receive = (to: string, text: string) => void
      interface Body {
        kind: string
        value?: { documents?: { id: string; title: string }[] }
      }
      const globals = globalThis as unknown as { __bulkhead_receive: Receive }
      const receive = globals.__bulkhead_receive
      globals.__bulkhead_receive = (to, text) => {
        const messages = JSON.parse(text) as { channel: string; message: { body: Body } }[]
        for (const { channel, message } of messages) {
          const value = channel === 'workspace' ? message.body.value : undefined
          const [first] = value?.documents ?? []
          if (!value || !first) continue
          value.documents = Array.from({ length: 5_000 }, (_, index) => ({
            ...first,
            id: index.toString(16).padStart(32, '0'),
            title: `document ${index}.pdf`,
          }))
        }
        receive(to, JSON.stringify(messages))
      }
    })
    await row(page, 'table.csv').getByRole('button', { name: 'More for table.csv' }).click()
    await page.getByRole('menuitem', { name: 'Read again' }).click()
    await expect.poll(() => table(page).getAttribute('aria-rowcount')).toBe('5001')
    await expect.poll(async () => await table(page).getByRole('row').count()).toBeLessThan(100)
    await table(page)
      .getByRole('row')
      .nth(2)
      .click({ position: { x: 400, y: 10 } })
    await page.keyboard.press('End')
    await expect.poll(async () => await table(page).getByRole('row').count()).toBeLessThan(100)
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex')))
      .toBe('5001')
  })
})

describe.skipIf(chromiumProgram === null)('an import', () => {
  const folder = temporaryFolder()
  const many = join(folder.path, 'Many')
  const count = 120
  let app: App
  let page: Page

  beforeAll(async () => {
    mkdirSync(many)
    for (let index = 0; index < count; index += 1) {
      const lines = Array.from(
        { length: 400 },
        (_, line) => `Line ${line} of ledger ${index} says ${index * line}.`,
      )
      writeFileSync(join(many, `ledger ${String(index).padStart(3, '0')}.txt`), lines.join('\n\n'))
    }
    app = await App.start([{ name: 'Ironleaf Gyms' }, { name: 'Sona Silk Mills' }])
    await signIn(app, 'Ironleaf Gyms')
    page = app.page
    await goToDocuments(page)
  })
  afterAll(async () => {
    await app.close()
    folder.remove()
  })

  async function says(words: string | RegExp): Promise<void> {
    await panel(page).getByRole('strong').getByText(words).waitFor()
  }

  /** How many of the files have come through, as the panel says. */
  async function done(): Promise<number> {
    const [, through] = /(\d+) of 120 files/.exec(await panel(page).innerText()) ?? []
    return Number(through)
  }

  /** Ends the workspace's process, or the ones that read files for it. */
  function kill(program: 'workspace-process' | 'extractor-process'): void {
    const found = childrenOf(process.pid).filter((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program),
    )
    if (found.length === 0) throw new Error(`no ${program}`)
    for (const pid of found) process.kill(pid, 'SIGKILL')
  }

  test('goes on between screens, is paused and continued, and tells of each file', async () => {
    await drop(page, [many])
    await says('Importing “Many”')
    await expect.poll(done, { timeout: 20_000 }).toBeGreaterThan(2)
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: 'Search' })
      .click()
    await goToDocuments(page)
    const before = await done()
    await expect.poll(done, { timeout: 20_000 }).toBeGreaterThan(before)
    await panel(page)
      .getByRole('row')
      .filter({ hasText: /Reading|Indexing/ })
      .first()
      .waitFor()
    await panel(page).getByRole('button', { name: 'Pause' }).click()
    await says('Import paused')
    const paused = await done()
    expect(paused).toBeLessThan(count)
    await table(page).getByText('Ready').first().waitFor()
    await page.waitForTimeout(500)
    expect(await done()).toBe(paused)
    await expectAccessible(page)
  })

  test('survives the end of its process: what waits is offered again', async () => {
    await panel(page).getByRole('button', { name: 'Continue' }).click()
    const before = await done()
    await expect.poll(done, { timeout: 20_000 }).toBeGreaterThan(before)
    kill('workspace-process')
    // It opens by itself again, on the same page.
    await says(/^\d+ files were not read yet$/)
    await panel(page).getByText('The workspace was closed while they waited.').waitFor()
    await expectAccessible(page)
  })

  test('reads a file again that was set aside', async () => {
    await openClient(page, 'Sona Silk Mills')
    await goToDocuments(page)
    const long = join(folder.path, 'long.pdf')
    const lines = Array.from({ length: 40 }, (_, line) => `Line ${line} of a page among very many.`).join(
      '\n',
    )
    writeFileSync(long, pdfOf(Array.from({ length: 800 }, () => lines)))
    await addFiles(page, long)
    const file = fileRow(page, 'long.pdf')
    await file.getByText('Reading').waitFor()
    kill('extractor-process')
    expect(await ended(page)).toBe('Nothing could be read. 0 ready, 1 set aside')
    await file.getByText('Reading this file failed').waitFor()
    await file.getByRole('button', { name: /^Read again/ }).click()
    await file.getByText('Ready').waitFor()
    expect(await ended(page)).toBe('Imported “long.pdf”. 1 ready')
    await openClient(page, 'Ironleaf Gyms')
  })

  test('survives a lock, under another page, and can be forgotten or finished', async () => {
    await goToDocuments(page)
    await says(/^\d+ files were not read yet$/)
    await panel(page).getByRole('button', { name: 'Forget…' }).click()
    await page
      .getByRole('alertdialog', { name: /^Forget \d+ files\?$/ })
      .getByRole('button', { name: 'Keep' })
      .click()
    await panel(page).getByRole('button', { name: 'Continue' }).click()
    await says('Importing “Many”')
    await expectAccessible(page)
    expect(await ended(page)).toMatch(/^Import finished. \d+ ready$/)
    await expect.poll(() => table(page).getAttribute('aria-rowcount')).toBe(String(count + 1))
    await panel(page).getByRole('button', { name: 'Close' }).click()

    await drop(page, [many, lease])
    await panel(page).getByRole('button', { name: 'Pause' }).click()
    await panel(page).getByRole('button', { name: 'Forget…' }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Forget / })
      .click()
    await panel(page).getByRole('button', { name: 'Continue' }).waitFor({ state: 'detached' })
    await openClient(page, 'Sona Silk Mills')
    await openClient(page, 'Ironleaf Gyms')
    await goToDocuments(page)
    await table(page).waitFor()
    await expect.poll(async () => await panel(page).count()).toBe(0)
  })
})

describe.skipIf(chromiumProgram === null)('hostile names', () => {
  const Names = z.array(z.string())
  const folder = temporaryFolder()
  let app: App | null = null

  afterAll(async () => {
    await app?.close()
    folder.remove()
  })

  test('are shown as they are: no script, no request, no mark-up', async ({ skip }) => {
    skip(!existsSync(naughty), `there is no ${naughty}`)
    const names = Names.parse(JSON.parse(readFileSync(naughty, 'utf8')))
      .filter((name) => name !== '' && !/^\.|[/\0]/.test(name) && name.isWellFormed())
      .map((name) => `${name}.txt`)
      .filter((name) => Buffer.byteLength(name) < 250)
    const given = join(folder.path, 'Given')
    mkdirSync(given)
    for (const [index, name] of names.entries()) writeFileSync(join(given, name), `Leaf ${index} of many.`)
    const kept = readdirSync(given)
    expect(kept.length).toBeGreaterThan(200)

    app = await App.start([{ name: 'Ironleaf Gyms' }])
    await signIn(app, 'Ironleaf Gyms')
    const { page } = app
    const asked: string[] = []
    const said: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('dialog', async (dialog) => {
      said.push(dialog.message())
      await dialog.dismiss()
    })
    page.on('console', (message) => {
      if (message.type() === 'error') said.push(message.text())
    })
    page.on('pageerror', (error) => said.push(error.message))
    await goToDocuments(page)
    await drop(page, [given])
    expect(await ended(page)).toBe(`Import finished. ${kept.length} ready`)
    await expect.poll(() => table(page).getAttribute('aria-rowcount')).toBe(String(kept.length + 1))

    // Every row, page after page.
    const shown = new Set<string>()
    await table(page)
      .getByRole('row')
      .nth(1)
      .click({ position: { x: 400, y: 10 } })
    for (let press = 0; press < 60 && shown.size < kept.length; press += 1) {
      const titles = await table(page)
        .locator('bdi')
        .evaluateAll((all) => all.map((one) => one.textContent ?? ''))
      for (const title of titles) shown.add(title)
      await page.keyboard.press('PageDown')
      await page.waitForTimeout(50)
    }
    expect([...shown].sort()).toEqual(kept.toSorted())
    expect(said).toEqual([])
    expect(asked.filter((address) => !/^(blob:)?https:\/\/bulkhead-[ab]\.invalid\//.test(address))).toEqual(
      [],
    )
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: 'Audit log' })
      .click()
    await page.getByText('Import ended').first().waitFor()
    expect(said).toEqual([])
  })
})

describe.skipIf(chromiumProgram === null)('who may read', () => {
  const client = 'Thistlewick & Marrow Interiors'
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([{ name: client, documents: [lease, notes] }])
    app = await behindTheScreens(app, client, async ({ open, addMember }) => {
      const { member } = await open.caller.call('workspace.about', {})
      await open.caller.call('groups.add', { name: 'Tax', members: [member] })
      await open.caller.call('groups.add', { name: 'Partners', members: [] })
      await addMember('Imran Sheikh', 'member', ['Tax'])
      await addMember('Meera Joshi', 'auditor')
    })
    page = app.page
  })
  afterAll(async () => await app.close())

  async function signInAs(name: string): Promise<void> {
    await page.getByLabel('Passphrase', { exact: true }).fill(passphraseOf(name))
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await openClient(page, client)
  }

  test('owners say which groups read a document, and are warned of what they lose', async () => {
    await signIn(app, client)
    await goToDocuments(page)
    await row(page, basename(lease))
      .getByRole('button', { name: /^More for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Change who may read it…' }).click()
    const dialog = page.getByRole('dialog', { name: `Who may read “${basename(lease)}”?` })
    await dialog.getByText('All 3 members').waitFor()
    await expectAccessible(page)
    await dialog.getByText('everyone', { exact: true }).click()
    await expect.poll(async () => await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await dialog.getByText('Partners', { exact: true }).click()
    await dialog.getByText('You are in none of these groups').waitFor()
    await dialog.getByText('Tax', { exact: true }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await row(page, basename(lease)).getByText('Tax').waitFor()
    await row(page, basename(lease)).getByText('Partners').waitFor()
  })

  test('new files go to the groups that were chosen', async () => {
    await page.getByRole('button', { name: 'everyone' }).click()
    const choice = page.getByRole('dialog', { name: 'Who can read new documents' })
    await expect.poll(async () => await choice.getByRole('checkbox').count()).toBe(2)
    await choice.getByText('Tax').click()
    await choice.getByText('everyone').click()
    await page.keyboard.press('Escape')
    await addFiles(page, join(samples, 'thistlewick-marrow/partner-memo-nightjar.pdf'))
    expect(await ended(page)).toBe('Imported “partner-memo-nightjar.pdf”. 1 ready')
    await row(page, 'partner-memo-nightjar.pdf').getByText('Tax').waitFor()
    await expect
      .poll(async () => await row(page, 'partner-memo-nightjar.pdf').getByText('everyone').count())
      .toBe(0)
  })

  test('members see and add, and have no way to change or remove', async () => {
    await page.getByRole('button', { name: 'Lock now' }).click()
    await signInAs('Imran Sheikh')
    await goToDocuments(page)
    await row(page, 'partner-memo-nightjar.pdf')
      .getByRole('button', { name: /^More for/ })
      .click()
    await expect.poll(async () => await page.getByRole('menuitem').allInnerTexts()).toEqual(['Open'])
    await page.keyboard.press('Escape')
    await row(page, 'partner-memo-nightjar.pdf').click({ position: { x: 400, y: 10 } })
    await expectAccessible(page)
  })

  test('auditors have no documents', async () => {
    await page.getByRole('button', { name: 'Lock now' }).click()
    await signInAs('Meera Joshi')
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()
    await expect.poll(async () => await page.getByRole('button', { name: /^Documents/ }).count()).toBe(0)
  })
})
