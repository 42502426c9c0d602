import type { App } from './app.ts'
import { openClient, signIn } from './sign-in.ts'

/** What a person does with two clients in a morning. */
export interface Journey {
  client: string
  other: string
  /** A question that the client's documents answer. */
  question: string
  /** Words that a passage holds. */
  search: string
}

/** The main job through the screens: unlock, ask, open the source, search, look at documents and log, switch, come back. */
export async function walk(app: App, { client, other, question, search }: Journey): Promise<void> {
  const { page } = app
  await signIn(app, client)
  await page.getByRole('textbox', { name: 'Question' }).fill(question)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Source 1' }).first().click()
  await page.getByRole('region', { name: /^Source: / }).waitFor()
  const places = page.getByRole('navigation', { name: 'This workspace' })
  await places.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('searchbox').fill(search)
  await page.getByRole('list', { name: 'Passages found' }).waitFor()
  await places.getByRole('button', { name: 'Documents' }).click()
  await page.getByRole('heading', { name: 'Documents' }).waitFor()
  await places.getByRole('button', { name: 'Audit log' }).click()
  await page.getByRole('heading', { name: 'Audit log' }).waitFor()
  await openClient(page, other)
  await openClient(page, client)
}
