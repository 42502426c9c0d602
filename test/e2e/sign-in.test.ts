import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { takeExclusiveLock } from '../../core/database/exclusive-lock.ts'
import { FirmId, newId } from '../../core/ids.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram, passphrase } from './app.ts'
import { withNoKeychain } from './keychain.ts'
import { signIn } from './sign-in.ts'

let app: App
afterEach(async () => await app.close())

async function tryWith(page: Page, typed: string): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(typed)
  await page.keyboard.press('Enter')
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

describe.skipIf(chromiumProgram === null)('unlocking', () => {
  test('a wrong passphrase says so and gives the field back, empty and with the focus; the right one opens', async () => {
    app = await App.start([{ name: 'Meridian Salon Group' }])
    const { page } = app
    const field = page.getByLabel('Passphrase', { exact: true })
    await field.waitFor()
    expect(await page.title()).toBe('Bulkhead')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByText('Type your passphrase.').waitFor()
    for (const wrong of ['not the passphrase', 'nor this one']) {
      await tryWith(page, wrong)
      await page.getByText('That passphrase is not right.').waitFor()
      await expect.poll(async () => await field.inputValue()).toBe('')
      await expect
        .poll(async () => await field.evaluate((input) => input === document.activeElement))
        .toBe(true)
    }
    await expectAccessible(page)
    await tryWith(page, passphrase)
    await heading(page, 'Which client?').waitFor()
    await expectAccessible(page)
  })

  test('letters typed in another form of Unicode are the same passphrase', async () => {
    app = await App.start()
    const { page } = app
    await app.shell.main.client().call('firm.create', {
      name: 'Firm',
      staff: 'Zoë',
      keyStore: 'passphrase',
      passphrase: new TextEncoder().encode('naïve café crème'.normalize('NFC')),
    })
    app = await app.restart()
    await tryWith(app.page, 'naïve café crème'.normalize('NFD'))
    await heading(app.page, 'Your first client').waitFor()
    expect(page.isClosed()).toBe(true)
  })

  test('in a sealed file the passphrase says whose account it opens', async () => {
    app = await App.start([{ name: 'Meridian Salon Group' }])
    await signIn(app)
    await heading(app.page, 'Which client?').waitFor()
    const second = new TextEncoder().encode('nine red foxes sleep')
    await app.shell.main
      .client()
      .call('staff.add', { name: 'Imran Sheikh', role: 'staff', passphrase: second })
    await app.shell.window.lock()
    await tryWith(app.page, 'nine red foxes sleep')
    await app.page.getByText('You are not a member of a client yet').waitFor()
    await app.page.getByText('Imran Sheikh').waitFor()
    // Of clients that one is no member of not even the names are known.
    expect(await app.page.content()).not.toContain('Meridian')
  })

  test('an operator finds no client, and no name of one', async () => {
    app = await App.start([{ name: 'Meridian Salon Group' }])
    await signIn(app)
    await heading(app.page, 'Which client?').waitFor()
    const third = new TextEncoder().encode('four blue whales sing')
    await app.shell.main.client().call('staff.add', { name: 'Olu Ade', role: 'operator', passphrase: third })
    await app.shell.window.lock()
    await tryWith(app.page, 'four blue whales sing')
    await heading(app.page, 'Looks at logs').waitFor()
    await expect.poll(async () => await app.page.getByRole('button', { name: 'New client' }).count()).toBe(0)
    expect(await app.page.content()).not.toContain('Meridian')
    await expectAccessible(app.page)
  })

  test('no keychain answers: what to do, and a way to try again', async () => {
    app = await App.start()
    const firm = newId(FirmId)
    app.home.write({ format: 'bulkhead home 1', firm, keyStore: 'keychain', login: 'passphrase' })
    app = await app.restart()
    await withNoKeychain(async () => {
      await tryWith(app.page, passphrase)
      await heading(app.page, 'The keychain gave no answer').waitFor()
    })
    await expectAccessible(app.page)
    await app.page.getByRole('button', { name: 'Try again' }).click()
    await app.page.getByLabel('Passphrase', { exact: true }).waitFor()
  })

  test('the firm is open elsewhere: said so, and it opens once that one is closed', async () => {
    app = await App.start([{ name: 'Meridian Salon Group' }])
    const { page } = app
    const other = takeExclusiveLock(app.home.lockFile)
    await tryWith(page, passphrase)
    await heading(page, 'Bulkhead is already open here').waitFor()
    await expectAccessible(page)
    other.release()
    await page.keyboard.press('Enter')
    await tryWith(page, passphrase)
    await heading(page, 'Which client?').waitFor()
  })

  test.each([
    ['{"format":"bulkhead home 9"}', 'This firm needs a newer Bulkhead'],
    ['not json', 'The firm’s files are damaged'],
  ])('home.json is %s: %s', async (content, title) => {
    app = await App.start([{ name: 'Meridian Salon Group' }])
    const file = join(app.home.folder, 'home.json')
    const whole = readFileSync(file)
    writeFileSync(file, content)
    app = await app.restart()
    await heading(app.page, title).waitFor()
    await expectAccessible(app.page)
    writeFileSync(file, whole)
    await app.page.getByRole('button', { name: 'Try again' }).click()
    await app.page.getByLabel('Passphrase', { exact: true }).waitFor()
  })

  test('A2: a firm’s log that was put back is found; going on is a second, deliberate step', async () => {
    app = await App.start([{ name: 'Meridian Salon Group' }])
    const file = app.home.firmFile(app.home.read().firm)
    const visit = async () => {
      await signIn(app)
      await heading(app.page, 'Which client?').waitFor()
      await app.shell.window.lock()
    }
    await visit()
    copyFileSync(file, `${file}.earlier`)
    await visit()
    copyFileSync(`${file}.earlier`, file)

    const { page } = app
    await tryWith(page, passphrase)
    await heading(page, 'The firm’s log does not check').waitFor()
    await page.getByText('older than the last state').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Go on, with a record of it…' }).click()
    await page.getByText('This unlock goes on from the damage').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Not now' }).click()
    // Whoever takes it back is asked as ever.
    await tryWith(page, passphrase)
    await heading(page, 'The firm’s log does not check').waitFor()
    await page.getByRole('button', { name: 'Go on, with a record of it…' }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.getByRole('button', { name: 'Unlock, with a record of it' }).click()
    await heading(page, 'Which client?').waitFor()
  })
})
