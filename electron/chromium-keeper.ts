import { closeSync } from 'node:fs'
import type { WorkspaceId } from '../core/ids.ts'
import { forkProcess } from '../core/process/fork.ts'
import type { ChildPort } from '../core/process/port.ts'
import { type BrowserOptions, launchChromium } from './chromium-browser.ts'
import { makeFifo } from './fifo.ts'
import { FromMain, type ToMain } from './main-messages.ts'

export interface KeeperOptions extends BrowserOptions {
  /** The built renderer. */
  files: string
  /** Another entry for main; only a test has one. */
  entry?: URL
}

export interface Keeper {
  /** Whether the browser has no network interface at all. */
  readonly emptyNetwork: boolean
  /** Resolves when the window is gone and everything is locked; rejects when main or the browser failed. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

const mainEntry = new URL('./chromium-main-process.ts', import.meta.url)

/**
 * The Chromium shell: keeps the browser, and ends main with every lock, so that nothing of what it held or passed on is
 * left in memory (K4). The next main goes on over the same debugging pipe, in the same window. It is started in advance,
 * for a lock to show its screen at once. The keeper itself never reads the pipe.
 */
export function keepChromium(options: KeeperOptions): Keeper {
  const { home, files, entry = mainEntry } = options
  home.make()
  const [commands, messages] = [makeFifo(home.folder), makeFifo(home.folder)]
  const browser = launchChromium(options, [commands.read, messages.write])
  for (const end of [commands.read, messages.write]) closeSync(end)

  const start = () => forkProcess(entry, { environment: process.env, files: [messages.read, commands.write] })
  let main = start()
  let next: ChildPort | null = null
  let isShown = false
  let isClosing = false
  const closed = keep()
  return {
    emptyNetwork: browser.emptyNetwork,
    closed,
    async close() {
      isClosing = true
      main.send({ kind: 'close' } satisfies ToMain)
      await closed
    },
  }

  async function keep(): Promise<void> {
    try {
      await takeTurns()
    } finally {
      await Promise.all([main.kill(), next?.kill()])
      // Nobody has the pipe any more, at which the browser ends.
      for (const end of [commands.write, messages.read]) closeSync(end)
      await browser.end()
    }
  }

  async function takeTurns(): Promise<void> {
    let last: WorkspaceId | null = null
    for (;;) {
      const end = await turn(last)
      if (!isShown && !isClosing) throw new Error('The browser opened no window.')
      if (end.kind === 'closed') return
      await main.kill()
      if (isClosing) return
      last = end.last
      main = next ?? start()
      next = null
    }
  }

  /** One main's turn, from when it takes the pipe until everything is locked. */
  async function turn(last: WorkspaceId | null): Promise<Exclude<FromMain, { kind: 'shown' }>> {
    main.send({ kind: 'take', home: home.folder, files, last } satisfies ToMain)
    return await new Promise((resolve, reject) => {
      main.onMessage((raw) => {
        const message = FromMain.parse(raw)
        if (message.kind !== 'shown') return resolve(message)
        isShown = true
        next = start()
      })
      void main.exited.then(() => reject(new Error('Main ended unexpectedly.')))
    })
  }
}
