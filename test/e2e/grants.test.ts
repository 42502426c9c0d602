import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App, chromiumProgram, passphrase } from './app.ts'
import { behindTheScreens, passphraseOf } from './behind-the-screens.ts'
import { takePicture } from './take-picture.ts'

const lease = fileURLToPath(
  new URL('../../samples/thistlewick-marrow/lease-cordwain-row.pdf', import.meta.url),
)
const [meridian, ironleaf] = ['Meridian Salon Group', 'Ironleaf Gyms'] as const
const bytes = (text: string) => new TextEncoder().encode(text)

describe.skipIf(chromiumProgram === null)('A4, A5: grants and looks across, through the screens', () => {
  let app: App
  let page: Page
  let number = ''

  beforeAll(async () => {
    app = await App.start([
      { name: meridian, documents: [lease] },
      { name: ironleaf, documents: [lease] },
    ])
    app = await behindTheScreens(app, meridian, async ({ main, open, addMember }) => {
      await addMember('Olu Ade', 'auditor')
      ;({ number } = await open.caller.call('grants.list', {}))
      await main.client().call('staff.add', {
        name: 'Otto Beck',
        role: 'operator',
        passphrase: bytes(passphraseOf('Otto Beck')),
      })
    })
    page = app.page
    // A browser, a build and two clients on a machine that does other work too.
  }, 180_000)
  afterAll(async () => await app.close())

  async function signInAs(name: string, client: string | null): Promise<void> {
    await app.shell.window.lock()
    await page
      .getByLabel('Passphrase', { exact: true })
      .fill(name === 'Ana Pereira' ? passphrase : passphraseOf(name))
    await page.keyboard.press('Enter')
    if (client === null) return
    await page.getByRole('navigation', { name: 'Workspaces' }).getByRole('button', { name: client }).click()
    await page.getByRole('navigation', { name: 'This workspace' }).waitFor()
  }

  const goTo = async (place: string) =>
    await page
      .getByRole('navigation', { name: 'This workspace' })
      .getByRole('button', { name: place })
      .click()

  test('an operator asks, an owner sees what would be released and releases it, the operator looks', async () => {
    await signInAs('Otto Beck', null)
    await page.getByRole('heading', { name: 'Looks at logs' }).waitFor()
    await page.getByRole('button', { name: 'Ask for a look…' }).click()
    await page.getByLabel('The client’s number').fill(number)
    await page.getByLabel('Why you need to look').fill('The import stopped half way.')
    await page.getByText('With all words', { exact: true }).click()
    await takePicture(page, 'operator-asks')
    await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click()
    await page
      .getByRole('article', { name: `Client ${number}` })
      .getByText('Waiting')
      .waitFor()
    await expectAccessible(page)
    await takePicture(page, 'operator-waits')

    await signInAs('Ana Pereira', meridian)
    await page.getByText('1 request waits').waitFor({ state: 'attached' })
    await goTo('Grants')
    await page.getByText('The import stopped half way.').waitFor()
    await expectAccessible(page)
    await takePicture(page, 'owner-waiting')
    await page.getByRole('button', { name: 'Look at what would be released…' }).click()
    await page.getByText('every name, title, question and answer').waitFor()
    await page.getByText('Redacted is all of it').waitFor()
    await page.getByRole('button', { name: /^All that was asked for/ }).click()
    await page.getByRole('option', { name: 'The last day' }).click()
    await page.getByText('every name, title, question and answer').waitFor()
    await expectAccessible(page)
    await takePicture(page, 'owner-release')
    await page.getByRole('button', { name: 'Release, redacted' }).click()
    await page.getByText('Live, 24 hours left').waitFor()
    await page.getByRole('button', { name: 'Release the words too…' }).click()
    await page.getByText('Names, questions, answers and passages in the plain').waitFor()
    await expect
      .poll(
        async () => await page.getByRole('button', { name: 'Release the words', exact: true }).isDisabled(),
      )
      .toBe(true)
    await takePicture(page, 'owner-release-words')
    await page.getByRole('button', { name: 'Cancel' }).click()

    await signInAs('Otto Beck', null)
    await page.clock.install()
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    await page.getByText('Verified: signed here').waitFor()
    await page.getByText('Workspace created').waitFor()
    await expectAccessible(page)
    await takePicture(page, 'operator-looks')
    const text = await page.content()
    for (const name of [meridian, 'lease-cordwain-row', 'Ana Pereira']) expect(text).not.toContain(name)
    // Its time ends while it is on the screen.
    await page.clock.fastForward('23:30:00')
    await page.getByText('Workspace created').waitFor()
    await page.clock.fastForward('30:00')
    await page.getByText('The time of this grant is over').waitFor()
    await expect.poll(async () => await page.getByText('Workspace created').count()).toBe(0)
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('heading', { name: 'Looks at logs' }).waitFor()
  }, 150_000)

  test('an auditor asks to see sealed values of an entry, an owner opens them, then takes that back', async () => {
    await signInAs('Olu Ade', meridian)
    await goTo('Grants')
    await page.getByRole('button', { name: 'Ask to see sealed values…' }).click()
    await page.getByLabel('Numbers of the entries').fill('0')
    await page.getByLabel('Why you need them').fill('Which client is it?')
    await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click()
    await page.getByRole('article', { name: 'Entry 0' }).getByText('Waiting').waitFor()
    await expectAccessible(page)

    await signInAs('Ana Pereira', meridian)
    await goTo('Grants')
    await page.getByRole('button', { name: 'Open them…' }).click()
    await page.getByRole('button', { name: 'Open them', exact: true }).click()
    await page.getByText('1 value', { exact: true }).waitFor()

    await signInAs('Olu Ade', meridian)
    await goTo('Grants')
    await page.getByRole('button', { name: 'See entry 0' }).click()
    await page.getByRole('region', { name: 'Sealed fields' }).getByText(meridian).waitFor()
    await takePicture(page, 'auditor-sees')

    await signInAs('Ana Pereira', meridian)
    await goTo('Grants')
    const card = page.getByRole('article', { name: 'Olu Ade, an auditor: see sealed values' })
    await card.getByRole('button', { name: 'Take back…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
    await card.getByText('Taken back').waitFor()
    // Four people come and go.
  }, 150_000)

  test('a look across two clients stands side by side, and one without consent is refused', async () => {
    await signInAs('Ana Pereira', null)
    // What was open before the lock opens by itself; it closes for the look.
    await page.getByRole('navigation', { name: 'This workspace' }).waitFor()
    await page.getByRole('button', { name: 'Look across clients' }).click()
    await page.getByRole('heading', { name: 'Which client?' }).waitFor()
    await page.getByRole('button', { name: 'Look across clients…' }).click()
    await page.getByText('10 looks left this hour').waitFor()
    await page.getByLabel('Search for').fill('rent')
    await page.getByLabel('Why you look across clients').fill('Conflict check')
    for (const name of [meridian, ironleaf]) await page.getByText(name, { exact: true }).last().click()
    await page.getByRole('button', { name: 'Search 2 clients' }).click()
    const columns = [meridian, ironleaf].map((name) => page.getByRole('region', { name }))
    for (const column of columns) await column.getByText('confirm that you consent').waitFor()
    await page.getByText('Where I own a client that asks').click()
    await page.getByRole('button', { name: 'Search 2 clients' }).click()
    for (const column of columns)
      await column
        .getByText(/passages?$/)
        .first()
        .waitFor()
    await page.getByText('8 looks left this hour').waitFor()
    await expectAccessible(page)
    await takePicture(page, 'across')
    await page.setViewportSize({ width: 760, height: 800 })
    await takePicture(page, 'across-narrow')
  })
})
