import { Home } from '../../core/firm/home.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { startChromiumShell } from '../../electron/chromium-shell.ts'
import { findChromium } from '../../electron/find-chromium.ts'

/**
 * A process that is the Chromium shell and nothing else. What its page does the parent says in a script that unmasks its
 * own words, so that they come into this process the way that they do from a person: from the page.
 */
export type ShellOrder =
  | { order: 'start'; home: string; files: string }
  /** Runs in the page and gives back what it returns. */
  | { order: 'in-page'; script: string }
  | { order: 'lock' }
  | { order: 'close' }

let shell: Awaited<ReturnType<typeof startChromiumShell>> | undefined

async function obey(order: ShellOrder): Promise<unknown> {
  switch (order.order) {
    case 'start':
      shell = await startChromiumShell({
        home: new Home(order.home),
        program: findChromium() ?? '',
        files: order.files,
        start: forkProcess,
        headless: true,
      })
      return process.pid
    case 'in-page':
      return await shell?.page.evaluate(order.script)
    case 'lock':
      await shell?.window.lock()
      return null
    case 'close':
      await shell?.close()
      return null
  }
}

process.on('message', ({ id, order }: { id: number; order: ShellOrder }) => {
  obey(order).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, failed: String(error) }),
  )
})
