import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { freeAttempts } from '../../core/firm/attempts.ts'
import { App, chromiumProgram, passphrase } from './app.ts'
import { behindTheScreens } from './behind-the-screens.ts'
import { signIn } from './sign-in.ts'

const meridian = 'Meridian Salon Group'
const chosen = 'copper lanterns under nine hills'

describe.skipIf(chromiumProgram === null)('people', () => {
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([{ name: meridian }])
    app = await behindTheScreens(app, meridian, async ({ main, addMember, open }) => {
      await open.caller.call('groups.add', { name: 'Tax', members: [] })
      await addMember('Asha Nair', 'member', ['Tax'])
      await main.client().call('staff.add', {
        name: 'Imran Sheikh',
        role: 'staff',
        passphrase: new TextEncoder().encode('copper lanterns under seven hills'),
      })
    })
    page = app.page
    await signIn(app, meridian)
  })
  afterAll(async () => await app.close())

  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  const goToPeople = async () => {
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: 'People' })
      .click()
    await page.getByRole('heading', { name: 'People', exact: true }).waitFor()
  }

  test('an owner sees who is here and as what; the last owner stays one', async () => {
    await goToPeople()
    await row('Asha Nair').getByText('Tax').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Change Ana Pereira' }).click()
    await page.getByText('Role: the last owner stays one').waitFor()
    await expect
      .poll(async () => await page.getByRole('menuitem', { name: /^Remove yourself/ }).isDisabled())
      .toBe(true)
    await page.keyboard.press('Escape')
  })

  test('somebody of the firm is added, and gets another role', async () => {
    await page.getByRole('button', { name: 'Add member' }).click()
    await page.getByRole('button', { name: /Person/ }).click()
    await page.getByRole('option', { name: 'Imran Sheikh' }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await row('Imran Sheikh').getByText('Member', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Change Imran Sheikh' }).click()
    await page.getByRole('menuitem', { name: /^Auditor/ }).click()
    await row('Imran Sheikh').getByText('Auditor', { exact: true }).waitFor()
  })

  test('a removal goes on with the new sheet, and nothing happens without it', async () => {
    const begin = async () => {
      await page.getByRole('button', { name: 'Change Asha Nair' }).click()
      await page.getByRole('menuitem', { name: 'Remove Asha Nair…' }).click()
      await page.getByRole('heading', { name: `Remove Asha Nair from ${meridian}?` }).waitFor()
    }
    await begin()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Make the new sheet…' }).click()
    await page.getByRole('heading', { name: 'Print the new recovery sheet' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Do not remove' }).click()
    await row('Asha Nair').waitFor()

    await begin()
    await page.getByRole('button', { name: 'Make the new sheet…' }).click()
    await page.getByRole('heading', { name: 'Print the new recovery sheet' }).waitFor()
    const groups = await page.getByRole('list', { name: 'Recovery key' }).locator('code').allInnerTexts()
    for (const label of await page.getByText(/^Group \d+$/).allInnerTexts())
      await page
        .getByLabel(label, { exact: true })
        .fill(groups[Number(label.replace('Group ', '')) - 1] ?? '')
    await page.getByRole('button', { name: 'Remove Asha Nair' }).click()
    await page.getByText(`Asha Nair was removed. ${meridian} has a new key.`).waitFor()
    await row('Imran Sheikh').waitFor()
    await expect.poll(async () => await row('Asha Nair').count()).toBe(0)
    await expect
      .poll(async () => await page.getByText('The recovery sheet of this client was never confirmed').count())
      .toBe(0)
  })

  test('accounts: one is made, suspended and let in again, and one’s own passphrase is changed', async () => {
    await page.keyboard.press('Control+,')
    const people = page.getByRole('region', { name: 'People' })
    await people.getByText('Imran Sheikh').waitFor()
    await expectAccessible(page)
    await people.getByRole('button', { name: 'Add a person…' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Sunita Kale')
    await page.getByLabel('Passphrase', { exact: true }).fill('Sunita Kale 1')
    await page.getByText('Guessed too easily').waitFor()
    await page.getByLabel('Passphrase', { exact: true }).fill('nine slow barges upstream')
    await page.getByLabel('Passphrase again', { exact: true }).fill('nine slow barges upstream')
    await page.getByText('Very hard to guess').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Make the account' }).click()
    await people.getByText('Sunita Kale').waitFor()
    const change = async (entry: string | RegExp) => {
      await people.getByRole('button', { name: 'Change the account of Imran Sheikh' }).click()
      await page.getByRole('menuitem', { name: entry }).click()
    }
    await change(/^Suspend/)
    await people.getByText('Suspended').waitFor()
    await change('Let them in again')
    await people.getByText('Suspended').waitFor({ state: 'detached' })
    await change('Remove the account…')
    await page.getByText('Imran Sheikh is still a member of a client').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()

    await people.getByRole('button', { name: 'Change your passphrase…' }).click()
    await page.getByLabel('Passphrase now', { exact: true }).fill(passphrase)
    await page.getByLabel('Passphrase', { exact: true }).fill(chosen)
    await page.getByLabel('Passphrase again', { exact: true }).fill(chosen)
    await page.getByRole('button', { name: 'Change it' }).click()
    await page.getByText('Your passphrase was changed').waitFor()
  })

  test('many wrong passphrases have to wait, and then the right one opens', async () => {
    // As if somebody had tried just now.
    const nowMs = Date.now()
    const failedMs = Array.from({ length: freeAttempts + 4 }, () => nowMs)
    const attempts = { format: 'bulkhead attempts 1', failedMs, seenMs: nowMs }
    writeFileSync(join(app.home.folder, 'attempts.json'), JSON.stringify(attempts))
    await page.keyboard.press('Control+l')
    const field = page.getByLabel('Passphrase', { exact: true })
    await page.getByText('Too many wrong passphrases').waitFor()
    await expect
      .poll(async () => await page.getByRole('button', { name: 'Unlock', exact: true }).isDisabled())
      .toBe(true)
    await page.getByText('Too many wrong passphrases').waitFor({ state: 'detached' })
    await field.fill(chosen)
    await page.keyboard.press('Enter')
    // What was open before the lock opens again.
    await page.getByRole('navigation', { name: 'This workspace' }).waitFor()
  })
})
