import { afterEach, describe, expect, test } from 'vitest'
import { openKeychain } from '../../core/keys/store/keychain.ts'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { emptyKeychain, withoutKeychain } from './keychain.ts'

/** These need a keychain that answers; see test/run.ts. */
describe.skipIf(chromiumProgram === null || withoutKeychain)('a firm whose keys are in the keychain', () => {
  let app: App
  afterEach(async () => {
    if (app.home.exists) emptyKeychain(app.home)
    await app.close()
  })

  async function fillNames(): Promise<void> {
    await app.page.getByLabel('Name of the firm').fill('Anand & Pryce')
    await app.page.getByLabel('Your name').fill('Kavita Rao')
  }

  async function setUpWith(passphrase: string): Promise<void> {
    await fillNames()
    await app.page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await app.page.getByLabel('Passphrase again', { exact: true }).fill(passphrase)
    await app.page.getByRole('button', { name: 'Set up' }).click()
    await app.page.getByRole('heading', { name: 'Your first client' }).waitFor()
  }

  test('this computer’s login opens it with one button', async () => {
    app = await App.start()
    await fillNames()
    await app.page.getByText('This computer’s login').click()
    await app.page.getByRole('button', { name: 'Set up' }).click()
    await app.page.getByLabel('Name of the client').waitFor()
    expect(app.home.read()).toMatchObject({ keyStore: 'keychain', login: 'computer' })
    app = await app.restart()
    await app.page.getByText('It opens for whoever is signed in').waitFor()
    await expectAccessible(app.page)
    await expect.poll(async () => await app.page.getByLabel('Passphrase').count()).toBe(0)
    await app.page.keyboard.press('Enter')
    await app.page.getByRole('heading', { name: 'Your first client' }).waitFor()
  })

  test('several people have an account: whoever comes chooses their name', async () => {
    app = await App.start()
    await setUpWith('seven grey herons walk')
    const passphrase = new TextEncoder().encode('nine red foxes sleep')
    await app.shell.main.client().call('staff.add', { name: 'Imran Sheikh', role: 'staff', passphrase })
    await app.shell.window.lock()
    const { page } = app
    const chooser = page.getByRole('button', { name: /Who are you\?/ })
    await chooser.waitFor()
    await expectAccessible(page)
    await page.getByLabel('Passphrase', { exact: true }).fill('nine red foxes sleep')
    await page.keyboard.press('Enter')
    await page.getByText('Choose who you are.').first().waitFor()
    await chooser.click()
    await page.getByRole('option', { name: 'Kavita Rao' }).click()
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByText('That passphrase is not right.').first().waitFor()
    await chooser.click()
    await page.getByRole('option', { name: 'Imran Sheikh' }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill('nine red foxes sleep')
    await page.keyboard.press('Enter')
    await page.getByText('You are not a member of a client yet').waitFor()
    await expectAccessible(page)
  })

  test('K3: a keychain that holds nothing for it says so, and nothing is made in its place', async () => {
    app = await App.start()
    await setUpWith('seven grey herons walk')
    await app.shell.window.lock()
    openKeychain(app.home.read().firm).delete('device')
    const { page } = app
    await page.getByLabel('Passphrase', { exact: true }).fill('seven grey herons walk')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'The keychain holds no keys for this firm' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByLabel('Passphrase', { exact: true }).waitFor()
  })
})
