import { passphrase, type App } from './app.ts'

/** Unlocks the app that has just started, or that was locked, and opens a client by its button in the rail. */
export async function signIn({ page }: App, client: string | null = null): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  if (client !== null) await openClient(page, client)
}

/** Opens a client and waits until it is: the page is another one by then. */
export async function openClient(page: App['page'], client: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Workspaces' }).getByRole('button', { name: client }).click()
  await page.getByRole('navigation', { name: 'This workspace' }).waitFor()
}
