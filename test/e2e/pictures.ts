import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCatalogue } from '../../samples/catalogue.ts'
import { App } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

/** `npm run pictures`: the pictures of README and guide, of the app as it is, with the sample clients. */
const images = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const samples = fileURLToPath(new URL('../../samples/', import.meta.url))

const clients = readCatalogue().map(({ id, name, colour, documents }) => ({
  name,
  colour,
  documents: documents.filter(({ group }) => group === 'everyone').map(({ file }) => join(samples, id, file)),
}))
const [first, second] = clients
if (!first || !second) throw new Error('no sample clients')

mkdirSync(images, { recursive: true })

const empty = await App.start()
await empty.page.getByRole('textbox').first().waitFor()
await picture(empty, 'set-up')
await empty.close()

const app = await App.start(clients)
const { page } = app
await page.getByRole('button', { name: 'Unlock' }).waitFor()
await picture(app, 'locked')
await signIn(app, first.name)
const question = page.getByRole('textbox', { name: 'Question' })
await question.fill('How much solvent can be kept on the premises at Cordwain Row?')
await page.keyboard.press('Enter')
await page.getByRole('button', { name: 'Source 1' }).first().waitFor()
await question.fill('What margin over base rate does Severnlea charge on the router loan?')
await page.keyboard.press('Enter')
await page.getByRole('button', { name: 'Source 1' }).nth(1).click()
await page.getByRole('region', { name: /^Source: / }).waitFor()
await settle()
await picture(app, 'ask')
await page.getByRole('button', { name: 'How this answer was made' }).last().click()
await page.getByRole('region', { name: 'Flow' }).waitFor()
await settle()
await picture(app, 'trace')
await page.keyboard.press('Escape')
await goTo('Search')
await page.getByRole('searchbox').fill('service charge')
await page.getByRole('list', { name: 'Passages found' }).waitFor()
await picture(app, 'search')
await goTo('Documents')
await page.getByRole('heading', { name: 'Documents' }).waitFor()
await settle()
await picture(app, 'documents')
await goTo('Audit log')
await page.getByRole('heading', { name: 'Audit log' }).waitFor()
await settle()
await page.getByText('Question answered').first().click()
await settle()
await picture(app, 'audit')
await page.keyboard.press('Control+k')
await settle()
await picture(app, 'palette')
await page.keyboard.press('Escape')
await openClient(page, second.name)
await page.getByRole('textbox', { name: 'Question' }).fill('वैजयंती आर्केड का क्लिनिक कब खुलेगा?')
await page.keyboard.press('Enter')
await settle()
await picture(app, 'hindi')
await app.close()

async function goTo(place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'This workspace' }).getByRole('button', { name: place }).click()
}

/** Pictures have no busy rings and no half-drawn pages. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_500))
}

async function picture({ page: shown }: App, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await shown.emulateMedia({ colorScheme: theme })
    // Colours fade over.
    await new Promise((resolve) => setTimeout(resolve, 400))
    await shown.screenshot({ path: join(images, `${name}-${theme}.png`) })
  }
  await shown.emulateMedia({ colorScheme: 'light' })
}
