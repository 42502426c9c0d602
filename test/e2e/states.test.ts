import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WorkspaceId } from '../../core/ids.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

const lease = fileURLToPath(
  new URL('../../samples/thistlewick-marrow/lease-cordwain-row.pdf', import.meta.url),
)
const meridian = 'Meridian Salon Group'
const ironleaf = 'Ironleaf Gyms'

const heading = (page: Page, name: string) => page.getByRole('heading', { name })
const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Workspaces' }).getByRole('button', { name })

describe.skipIf(chromiumProgram === null)('a client that does not open, or does not stay open', () => {
  let app: App
  let page: Page
  let id: WorkspaceId
  let file: string

  beforeEach(async () => {
    app = await App.start([{ name: meridian, documents: [lease] }, { name: ironleaf }])
    page = app.page
    await signIn(app)
    await heading(page, 'Which client?').waitFor()
    const { workspaces } = await app.shell.main.client().call('workspaces.list', {})
    id = workspaces[0]!.id
    file = app.home.workspaceFile(id)
  })
  afterEach(async () => await app.close())

  /** Locks what is open and goes back to the chooser, as the window does. */
  async function leave(): Promise<void> {
    await app.shell.window.lock()
    await page.getByLabel('Passphrase', { exact: true }).waitFor()
  }

  test('K2: a damaged file: said so, left as it is; the others open; the right file opens again', async () => {
    const whole = readFileSync(file)
    const flipped = Buffer.from(whole)
    for (let at = 0; at < 4_096; at += 64) flipped[at] = (flipped[at] ?? 0) ^ 0xff
    writeFileSync(file, flipped)
    await rail(page, meridian).click()
    await heading(page, 'Its file does not open with its key').waitFor()
    await expectAccessible(page)
    expect(readFileSync(file).equals(flipped)).toBe(true)
    await openClient(page, ironleaf)
    await rail(page, meridian).click()
    await heading(page, 'Its file does not open with its key').waitFor()
    writeFileSync(file, whole)
    await page.getByRole('button', { name: 'Try again' }).click()
    await rail(page, `${meridian} Open`).waitFor()
  })

  test('K2: another client’s file in its place', async () => {
    const { workspaces } = await app.shell.main.client().call('workspaces.list', {})
    copyFileSync(app.home.workspaceFile(workspaces[1]!.id), file)
    await rail(page, meridian).click()
    await heading(page, 'Its file does not open with its key').waitFor()
  })

  test('A2: a file that was put back: what was found, and an owner’s reason to go on', async () => {
    await openClient(page, meridian)
    await leave()
    copyFileSync(file, `${file}.earlier`)
    await signIn(app)
    await rail(page, `${meridian} Open`).waitFor()
    await leave()
    copyFileSync(`${file}.earlier`, file)
    await signIn(app)
    // It was open before, so it is tried by itself.
    await heading(page, 'Its log does not check, so it stays shut').waitFor()
    await page.getByText('put back from a copy').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Open it anyway, with a record…' }).click()
    await page.getByRole('button', { name: 'Open it, with a record', exact: true }).click()
    await page.getByText('Say why, for whoever reads the log.').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Why do you go on?').fill('Restored after a disk failure')
    await page.keyboard.press('Enter')
    await rail(page, `${meridian} Open`).waitFor()
  })

  test('its process ends: it opens again by itself, and what one was writing is still there', async () => {
    await openClient(page, meridian)
    const field = page.getByRole('textbox', { name: 'Question' })
    await field.fill('What does the lease say about')
    const address = page.url()
    const end = () => process.kill(app.shell.main.bound(id).pid, 'SIGKILL')
    end()
    await heading(page, 'Its process ended').waitFor()
    await rail(page, `${meridian} Open`).waitFor()
    expect(page.url()).toBe(address)
    await expect.poll(async () => await field.inputValue()).toBe('What does the lease say about')

    // Again within half a minute: a person decides.
    end()
    await page.getByText('It ended twice in a short time.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Open it again' }).click()
    await rail(page, `${meridian} Open`).waitFor()
    await expect.poll(async () => await field.inputValue()).toBe('What does the lease say about')
  })

  test('opening shows whose file it is while its log is checked', async () => {
    const { main } = app.shell
    const seen = Promise.withResolvers<void>()
    const open = main.open.bind(main)
    vi.spyOn(main, 'open').mockImplementationOnce(async (...client) => {
      await seen.promise
      return await open(...client)
    })
    await rail(page, meridian).click()
    await heading(page, 'Opening…').waitFor()
    await expect.poll(async () => await page.getByRole('banner').innerText()).toContain(meridian)
    seen.resolve()
    await rail(page, `${meridian} Open`).waitFor()
    await page.getByRole('button', { name: '0 connections' }).click()
    await page.getByRole('dialog', { name: 'Why there are no connections' }).waitFor()
    await expectAccessible(page)
  })

  test('a screen that breaks takes no other with it, and tells nothing of what broke it', async () => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    await openClient(page, meridian)
    const breakSorting = async (isBroken: boolean) =>
      await page.evaluate((broken) => {
        const globals = globalThis as unknown as { whole?: typeof Array.prototype.toSorted }
        globals.whole ??= Array.prototype.toSorted
        const breaking = () => {
          throw new Error('words of a document')
        }
        Reflect.set(Array.prototype, 'toSorted', broken ? breaking : globals.whole)
      }, isBroken)
    await breakSorting(true)
    const places = page.getByRole('navigation', { name: 'This workspace' })
    await places.getByRole('button', { name: 'Documents' }).click()
    await page.getByText('This screen has stopped').waitFor()
    expect(await page.content()).not.toContain('words of a document')
    expect(said.join()).not.toContain('words of a document')
    await breakSorting(false)
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('grid').getByText('lease-cordwain-row.pdf').waitFor()
  })
})
