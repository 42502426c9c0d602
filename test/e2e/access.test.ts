import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram } from './app.ts'
import { behindTheScreens, passphraseOf } from './behind-the-screens.ts'
import { openClient, signIn } from './sign-in.ts'

const meridian = 'Meridian Salon Group'
const aboutLease = 'When does the lease of the salon end?'
const aboutMerger = 'When does the merger with Nightjar close?'
const files = mkdtempSync(join(tmpdir(), 'bulkhead-test-'))

function file(name: string, text: string): string {
  const path = join(files, name)
  writeFileSync(path, text)
  return path
}

/** Groups, who reads what, and what a change of it does to a conversation, as a partner, a junior and an auditor. */
describe.skipIf(chromiumProgram === null)('access', () => {
  let app: App
  let page: Page

  beforeAll(async () => {
    app = await App.start([
      {
        name: meridian,
        documents: [file('lease.txt', 'The lease of the salon ends on 31 March 2027.')],
      },
    ])
    app = await behindTheScreens(app, meridian, async ({ addMember, open }) => {
      // While there is nothing else that an answer could rest on.
      await open.caller.call('ask', { question: aboutLease })
      const merger = file('merger.txt', 'The merger with Nightjar closes on 2 June 2026.')
      await open.offer([merger])
      await open.caller.call('documents.import', { paths: [merger] })
      await addMember('Mei Lin', 'member')
      await addMember('Olu Ade', 'auditor')
    })
    page = app.page
  })
  afterAll(async () => await app.close())

  async function as(name: string): Promise<void> {
    await page.getByLabel('Passphrase', { exact: true }).fill(passphraseOf(name))
    await page.keyboard.press('Enter')
    await openClient(page, meridian)
  }

  async function lock(): Promise<void> {
    await app.shell.window.lock()
    await page.getByLabel('Passphrase', { exact: true }).waitFor()
  }

  const go = async (place: string) =>
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: place })
      .click()

  async function whoReadsWhat(): Promise<void> {
    await go('People')
    await page.getByRole('radio', { name: 'Who reads what' }).click()
  }

  async function ask(question: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Question' }).fill(question)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Source 1' }).first().waitFor()
  }

  test('a junior asks while everyone reads everything', async () => {
    await as('Mei Lin')
    await ask(aboutMerger)
    await page.getByText('2 June 2026').first().waitFor()
    await expect.poll(async () => await page.getByRole('button', { name: 'People' }).count()).toBe(0)
    await lock()
  })

  test('a partner makes a group, moves a document into it, and sees who could read it', async () => {
    await signIn(app, meridian)
    await whoReadsWhat()
    await page.getByRole('button', { name: 'New group' }).first().click()
    await page.getByLabel('Name').fill('Never mind')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'New group' }).first().click()
    await page.getByLabel('Name').fill('Partners')
    await page.getByRole('checkbox', { name: 'Ana Pereira' }).check({ force: true })
    await page.getByRole('button', { name: 'Make group' }).click()
    await page.getByRole('checkbox', { name: 'Ana Pereira reads Partners' }).waitFor()
    await expectAccessible(page)

    await go('Documents')
    await page.getByRole('button', { name: 'More for merger.txt' }).click()
    await page.getByRole('menuitem', { name: 'Change who may read it…' }).click()
    await page.getByRole('checkbox', { name: 'everyone' }).uncheck({ force: true })
    await page.getByRole('checkbox', { name: 'Partners' }).check({ force: true })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('“merger.txt”: readable by Partners').waitFor()

    await page.getByRole('button', { name: 'More for merger.txt' }).click()
    await page.getByRole('menuitem', { name: 'Who can read it…' }).click()
    const drawer = page.getByRole('dialog', { name: 'Who can read this' })
    await drawer.getByText('1 person can read it.').waitFor()
    await drawer.getByText('Given to other groups').waitFor()
    await expectAccessible(page)
    // Before there was anything.
    await drawer.getByLabel('On this day').fill('2020-01-31')
    await drawer.getByText(/^It was not here yet on .*2020\. It came on /).waitFor()
    await drawer.getByRole('button', { name: 'Back to now' }).click()
    await drawer.getByText('1 person can read it.').waitFor()
    await page.keyboard.press('Escape')

    await whoReadsWhat()
    await page.getByRole('button', { name: 'What Mei Lin can read' }).click()
    const readable = page.getByRole('dialog', { name: 'What Mei Lin can read' })
    await readable.getByText('1 document.').waitFor()
    await readable.getByText('lease.txt').waitFor()
    await expect.poll(async () => await readable.getByText('merger.txt').count()).toBe(0)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await readable.waitFor({ state: 'detached' })
  })

  test('taking out the last reader, and removing the group, say what is lost to everybody', async () => {
    await page.getByRole('checkbox', { name: 'Ana Pereira reads Partners' }).focus()
    await page.keyboard.press('Space')
    await page.getByText('Nobody could read 1 document any more').waitFor()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.getByRole('radio', { name: /^Groups/ }).click()
    await page.getByRole('button', { name: 'More for Partners' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await page.getByText('Nobody could read 1 document any more').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('radio', { name: 'Members' }).click()
    await page.getByRole('button', { name: 'Change Mei Lin' }).click()
    await page.getByRole('menuitem', { name: 'Remove Mei Lin…' }).click()
    await page.getByText('Owners alone could read 1 document.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  test('a thread is shared; its reader sees the answers that rest on what they may read', async () => {
    await page
      .getByRole('navigation', { name: 'Threads' })
      .getByRole('button', { name: aboutLease, exact: true })
      .click()
    await page.getByText('31 March 2027').first().waitFor()
    await ask(aboutMerger)
    await page.getByText('2 June 2026').first().waitFor()
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Mei Lin' }).check({ force: true })
    await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click()
    await page.getByText('Shared with Mei Lin').waitFor()
    await lock()

    await as('Mei Lin')
    const shared = page.getByRole('navigation', { name: 'Shared with you' })
    await shared.getByRole('button', { name: aboutLease }).click()
    await page.getByText('Ana Pereira shares this thread').waitFor()
    await page.getByText('31 March 2027').first().waitFor()
    await page.getByText('1 question', { exact: true }).waitFor()
    await expect.poll(async () => await page.getByRole('textbox', { name: 'Question' }).count()).toBe(0)
    expect(await page.content()).not.toContain('2 June 2026')
    await expectAccessible(page)
  })

  test('R7: her own answer from before is hidden in its thread', async () => {
    await page
      .getByRole('navigation', { name: 'Threads' })
      .getByRole('button', { name: aboutMerger, exact: true })
      .click()
    await page.getByRole('heading', { level: 1, name: aboutMerger }).waitFor()
    await page.getByText(/can no longer read/).waitFor()
    expect(await page.content()).not.toContain('2 June 2026')
    await lock()
  })

  test('an auditor sees neither people nor threads nor documents', async () => {
    await as('Olu Ade')
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()
    for (const place of ['People', 'Documents', 'Ask'])
      expect(
        await page
          .getByRole('navigation', { name: 'This workspace' })
          .getByRole('button', { name: place })
          .count(),
      ).toBe(0)
    expect(await page.content()).not.toContain('merger.txt')
  })

  test('and begins at the log: who could read a document of an entry, on its day or another', async () => {
    await page
      .getByText(/^Document \w+ readable by /)
      .first()
      .click()
    await page.getByRole('button', { name: 'Who could read it then' }).click()
    const drawer = page.getByRole('dialog', { name: 'Who can read this' })
    await drawer.getByText('1 person can read it.').waitFor()
    await expectAccessible(page)
    await drawer.getByLabel('On this day').fill('2020-01-31')
    await drawer.getByText(/^It was not here yet on .*2020/).waitFor()
    expect(await page.content()).not.toContain('merger.txt')
  })
})
