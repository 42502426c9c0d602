import type { Readable, Writable } from 'node:stream'
import { type BrowserOptions, launchChromium } from './chromium-browser.ts'
import { type ChromiumWindow, type ChromiumWindowOptions, openChromiumWindow } from './chromium-window.ts'

export type ChromiumShellOptions = BrowserOptions & Omit<ChromiumWindowOptions, 'last' | 'retire'>

export interface ChromiumShell extends ChromiumWindow {
  /** Whether the browser has no network interface at all. */
  readonly emptyNetwork: boolean
}

/**
 * Shows the renderer in an installed Chromium as an app window, with main in this very process: for tests, and for
 * systems where a pipe cannot be handed on. What passed through it lies in its memory until it ends; see
 * `chromium-keeper.ts` for the shell that ends main with each lock.
 */
export async function startChromiumShell(options: ChromiumShellOptions): Promise<ChromiumShell> {
  const browser = launchChromium(options, ['pipe', 'pipe'])
  const [, , , commands, messages] = browser.child.stdio
  const shell = await openChromiumWindow([commands as Writable, messages as Readable], options)
  if (options.headless) await shell.page.setViewportSize({ width: 1280, height: 800 })
  const closed = shell.closed.then(async () => await browser.end())
  return {
    ...shell,
    emptyNetwork: browser.emptyNetwork,
    closed,
    async close() {
      await shell.close()
      await closed
    },
  }
}
