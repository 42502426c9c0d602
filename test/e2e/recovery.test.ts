import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { formatRecoveryKey, newRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { temporaryFolder } from '../builders.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram, passphrase } from './app.ts'
import { signIn } from './sign-in.ts'
import { takePicture } from './take-picture.ts'

/** Copying for and from a backup waits for this: a small client is copied before anybody could stop it. */
const copying = vi.hoisted(() => ({ mayGoOn: Promise.resolve() }))
vi.mock(import('../../core/host/backup/pieces.ts'), async (original) => {
  const { pieces } = await original()
  return {
    async *pieces(...what) {
      await copying.mayGoOn
      yield* pieces(...what)
    },
  }
})

const meridian = 'Meridian Salon Group'

/** The groups of the sheet that is shown. */
async function groupsOf(page: Page): Promise<string[]> {
  return await page.getByRole('list', { name: 'Recovery key' }).locator('code').allInnerTexts()
}

async function typeBack(page: Page, groups: readonly string[]): Promise<void> {
  for (const label of await page.getByText(/^Group \d+$/).allInnerTexts())
    await page.getByLabel(label, { exact: true }).fill(groups[Number(label.replace('Group ', '')) - 1] ?? '')
}

describe.skipIf(chromiumProgram === null)('K3: recovery in the app', () => {
  const folder = temporaryFolder()
  let app: App
  let page: Page
  let sheet: string

  beforeAll(async () => {
    app = await App.start([{ name: meridian, isConfirmed: false }])
    page = app.page
    await signIn(app, meridian)
    // A browser, a build and a client on a machine that does other work too.
  }, 180_000)
  afterAll(async () => {
    await app.close()
    folder.remove()
  })

  test('a sheet that was never confirmed is said so, until a new one was typed back; a lock on the way loses nothing', async () => {
    const banner = page.getByText('The recovery sheet of this client was never confirmed')
    await banner.waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Make a new sheet…' }).click()
    await page.getByLabel('The recovery key as a QR code').waitFor()
    const lost = await groupsOf(page)
    await app.shell.window.lock()
    await signIn(app)
    await banner.waitFor()

    await page.getByRole('button', { name: 'Make a new sheet…' }).click()
    await page.getByRole('heading', { name: 'Print the recovery sheet' }).waitFor()
    await expectAccessible(page)
    const groups = await groupsOf(page)
    expect(groups).toHaveLength(14)
    expect(groups).not.toEqual(lost)
    await typeBack(page, groups)
    await page.getByRole('button', { name: 'Use this sheet' }).click()
    await page.getByRole('heading', { name: 'Documents', exact: true }).waitFor()
    sheet = groups.join('-')
    await banner.waitFor({ state: 'hidden' })
  })

  test('a sheet in hand can be checked, and a wrong one is told from a slip', async () => {
    await page.keyboard.press('Control+,')
    await page.getByText('Its sheet was typed back').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Check a sheet…' }).click()
    const field = page.getByLabel('The sheet’s 14 groups')
    await field.fill(`${sheet.slice(0, -1)}${sheet.endsWith('0') ? '1' : '0'}`)
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('has a typing error').waitFor()
    await field.fill(formatRecoveryKey(newRecoveryKey()))
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('is not the one for this workspace').waitFor()
    await expectAccessible(page)
    await field.fill(sheet.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('This is its sheet').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
  })

  test('a backup is saved, and the client goes back to it, with a record', async () => {
    await stopped('Backing up', async () => await page.getByRole('button', { name: 'Back up…' }).click())
    await expect.poll(async () => await page.getByText('No backup was made').count()).toBe(0)
    await page.getByRole('button', { name: 'Back up…' }).click()
    await page.getByText(/^Saved, /).waitFor()
    await takePicture(page, 'backed-up')
    const place = await page.getByText(/bulkhead-backup-.*\.zip$/).innerText()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Bring a client in, or back…' }).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose the file…' }).click(),
    ])
    await chooser.setFiles(place)
    await page.getByText('One of your clients, as it was on').waitFor()
    await expectAccessible(page)
    await takePicture(page, 'backup-to-go-back-to')
    const goBack = page.getByRole('button', { name: 'Go back to this backup' })
    await stopped('Going back', async () => await goBack.click())
    await expect.poll(async () => await page.getByText('Nothing was changed').count()).toBe(0)
    await goBack.click()
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: 'Audit log' })
      .click()
    await page.getByText(/Restored from a backup with/).waitFor()
  })

  test('the keys are gone: put aside, set up again, and the client comes back by its sheet alone', async () => {
    await app.shell.window.lock()
    const copies = join(folder.path, 'copies')
    mkdirSync(copies)
    for (const { id } of await clientsOf()) {
      const file = app.home.workspaceFile(id)
      for (const one of [file, app.home.recoveryFile(id)]) copyFileSync(one, join(copies, basename(one)))
    }
    rmSync(app.home.keyStoreFile(app.home.read().firm))
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'The file with the firm’s keys is gone' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Begin anew, with the recovery sheets…' }).click()
    await page.getByRole('button', { name: 'Put this firm aside' }).click()
    await setUpAgain()
    await page.getByRole('button', { name: 'Bring a client in…' }).click()
    await page.getByText('One client of the earlier firm waits here').waitFor()
    await expectAccessible(page)
    await page.getByLabel('The sheet’s 14 groups').fill(sheet)
    const bringIn = page.getByRole('button', { name: 'Bring it in' })
    await stopped('Bringing', async () => await bringIn.click())
    expect(await page.getByText('It was not brought in').count()).toBe(0)
    await bringIn.click()
    await page.getByRole('navigation', { name: 'This workspace' }).waitFor()
    await page.getByRole('button', { name: `${meridian} Open` }).waitFor()
  })

  test('K7: the client is destroyed, by its name and a passphrase, and a certificate is saved', async () => {
    await page.keyboard.press('Control+,')
    await page.getByRole('button', { name: 'Destroy this client…' }).click()
    await page.getByRole('heading', { name: `Destroy ${meridian}` }).waitFor()
    await expectAccessible(page)
    await takePicture(page, 'destroy')
    const destroy = page.getByRole('button', { name: 'Destroy this client', exact: true })
    await page.getByLabel('The client’s name', { exact: true }).fill('Meridian')
    await destroy.click()
    await page.getByText('letter by letter').waitFor()
    await page.getByLabel('The client’s name', { exact: true }).fill(meridian)
    await page.getByLabel('Your passphrase', { exact: true }).fill('not my passphrase')
    await destroy.click()
    await page.getByText('That passphrase is not right').waitFor()
    await page.getByLabel('Your passphrase', { exact: true }).fill(passphrase)
    await page.getByText('Say the client’s name in the certificate').click()
    await destroy.click()
    await page.getByRole('heading', { name: `${meridian} is destroyed` }).waitFor()
    expect(await page.getByLabel('Certificate of destruction').innerText()).toContain(meridian)
    await page.getByRole('button', { name: 'Save certificate…' }).click()
    await page.getByText(/bulkhead-certificate-.*\.txt$/).waitFor()
    await expectAccessible(page)
    await takePicture(page, 'destroyed')
    await page.getByRole('button', { name: 'Go to your clients' }).click()
    await page.getByRole('heading', { name: `${meridian} is destroyed` }).waitFor({ state: 'hidden' })
    // What is said of it afterwards has no name.
    await page.getByRole('heading', { name: 'Your first client' }).waitFor()
    expect(await page.getByText(meridian).count()).toBe(0)
  })

  /** Begins long work, sees that it says so, and stops it: everything is as it was before. */
  async function stopped(label: string, begin: () => Promise<void>): Promise<void> {
    const gate = Promise.withResolvers<void>()
    copying.mayGoOn = gate.promise
    await begin()
    const progress = page.getByRole('progressbar', { name: new RegExp(`^${label}`) })
    await progress.waitFor()
    await expectAccessible(page)
    await takePicture(page, label.toLowerCase().replace(' ', '-'))
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    gate.resolve()
    await progress.waitFor({ state: 'hidden' })
  }

  async function clientsOf() {
    const client = app.shell.main.client()
    await client.call('firm.signIn', { staff: null, passphrase: new TextEncoder().encode(passphrase) })
    const { workspaces } = await client.call('workspaces.list', {})
    await app.shell.window.lock()
    return workspaces
  }

  async function setUpAgain(): Promise<void> {
    await page.getByLabel('Name of the firm').fill('Penhallow Iyer')
    await page.getByLabel('Your name').fill('Ana Pereira')
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.getByLabel('Passphrase again', { exact: true }).fill(passphrase)
    await page.getByRole('button', { name: 'Set up' }).click()
    const sealed = page.getByRole('button', { name: 'Use a sealed file' })
    const next = page.getByRole('heading', { name: 'Your first client' })
    await sealed.or(next).waitFor()
    if (await sealed.isVisible()) await sealed.click()
    await next.waitFor()
  }
})
