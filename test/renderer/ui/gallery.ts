import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { AppFiles } from '../../../electron/app-files.ts'
import { findChromium } from '../../../electron/find-chromium.ts'
import { temporaryFolder } from '../../builders.ts'

/** Null where there is no browser; on the build machine there has to be one. */
export const chromiumProgram = findChromium()
if (chromiumProgram === null && process.env['CI'])
  throw new Error('The tests of the components need a Chromium.')

const run = promisify(execFile)
const project = fileURLToPath(new URL('../../..', import.meta.url))
const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url))
const origin = 'https://gallery.invalid'

/** The page of all components, built as for a release and served under the policy of the app. */
export class Gallery {
  /** What the console said that nobody wants there, and what was asked for outside of the origin. */
  readonly #complaints: string[] = []
  readonly #browser: Browser
  readonly #files: AppFiles
  readonly #remove: () => void

  private constructor(browser: Browser, files: AppFiles, remove: () => void) {
    this.#browser = browser
    this.#files = files
    this.#remove = remove
  }

  static async open(): Promise<Gallery> {
    if (chromiumProgram === null) throw new Error('no Chromium')
    const folder = temporaryFolder()
    // In a process of its own: vitest says "test" to whoever asks, and React Aria behaves otherwise then.
    await run(
      process.execPath,
      [vite, 'build', '--mode', 'gallery', '--outDir', folder.path, '--emptyOutDir'],
      {
        cwd: project,
        env: { ...process.env, NODE_ENV: 'production' },
      },
    )
    const browser = await chromium.launch({
      executablePath: chromiumProgram,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--proxy-server=http://0.0.0.0:9',
        '--proxy-bypass-list=<-loopback>',
      ],
    })
    return new Gallery(browser, new AppFiles(folder.path), () => folder.remove())
  }

  /** @param query as renderer/ui/gallery/main.tsx reads it: "?theme=dark", "?window=Palette" */
  async show(query: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    await context.route('**/*', async (route) => {
      const address = route.request().url()
      if (!address.startsWith(`${origin}/`)) {
        this.#complaints.push(`asked for ${address}`)
        return await route.abort()
      }
      return await route.fulfill(await this.#files.get(address))
    })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.#complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.#complaints.push(error.message))
    await page.goto(`${origin}/ui.html${query}`)
    await page.locator('h1').first().waitFor({ state: 'attached' })
    return page
  }

  /** Closes what was shown, and gives what was complained of. */
  async endTest(): Promise<string[]> {
    for (const context of this.#browser.contexts()) await context.close()
    return this.#complaints.splice(0)
  }

  async close(): Promise<void> {
    await this.#browser.close()
    this.#remove()
  }
}
