import { Socket } from 'node:net'
import type { Port } from '../core/contract/port.ts'
import { Home } from '../core/firm/home.ts'
import { forkProcess } from '../core/process/fork.ts'
import { type ChromiumWindow, openChromiumWindow } from './chromium-window.ts'
import { type FromMain, ToMain } from './main-messages.ts'

/** As which file numbers main gets the browser's debugging pipe from its keeper. */
const messagesFile = 4
const commandsFile = 5

/**
 * Main in a process that a keeper started, from one lock to the next. Until the keeper says that it is its turn it has
 * read nothing and leaves the pipe alone.
 *
 * @param onOpen hears of the window; only a test has use for it
 */
export function serveKeeper(keeper: Port, onOpen: (window: ChromiumWindow) => void = () => undefined): void {
  const say = (message: FromMain) => keeper.send(message)
  const opened = Promise.withResolvers<ChromiumWindow>()
  keeper.onMessage((raw) => {
    const message = ToMain.parse(raw)
    if (message.kind === 'take') void take(message)
    else void opened.promise.then(async (window) => await window.close())
  })

  async function take({ home, files, last }: Extract<ToMain, { kind: 'take' }>): Promise<void> {
    const commands = new Socket({ fd: commandsFile, readable: false, writable: true })
    const messages = new Socket({ fd: messagesFile, readable: true, writable: false })
    try {
      const window = await openChromiumWindow([commands, messages], {
        home: new Home(home),
        files,
        start: forkProcess,
        last,
        retire: (wasOpen, locked) => void locked.then(() => say({ kind: 'locked', last: wasOpen })),
      })
      void window.closed.then(() => say({ kind: 'closed' }))
      say({ kind: 'shown' })
      onOpen(window)
      opened.resolve(window)
    } catch (error) {
      // The person closed the window before it had a page.
      if (messages.readableEnded) say({ kind: 'closed' })
      else throw error
    }
  }
}
