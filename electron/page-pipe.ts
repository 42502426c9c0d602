import type { CDPSession, Page } from 'playwright-core'
import { z } from 'zod'
import type { BridgeChannel } from '../core/contract/bridge.ts'
import { OfferedPath } from '../core/host/offered-path.ts'
import type { PageConnection } from '../core/host/window.ts'
import { filesName, type FromPage, pageScript, receiveName, sendName } from './page-script.ts'
import { bytesKey, fromWire, toWire } from './wire.ts'

/**
 * Two names for one app. A page is thrown away by going to the other one: to Chromium that is another site, which gets
 * another process, and the old one ends with all that it held. Both are constant, so nothing is told by a history.
 */
export const origins = ['https://bulkhead-a.invalid', 'https://bulkhead-b.invalid'] as const

/** What Chromium says of a context: whether the page's own scripts run in it, and in which frame. */
const ContextData = z.object({ frameId: z.string(), isDefault: z.boolean() })

type Connect = (deliver: (channel: BridgeChannel, message: unknown) => void) => PageConnection

/** The pipe between the window and whatever page is in it. */
export class PagePipe {
  readonly #page: Page
  readonly #session: CDPSession
  #connection: { page: string; connection: PageConnection } | null = null
  #outgoing: { channel: BridgeChannel; message: unknown }[] = []
  #sending = false
  #loads = 0
  #ended = false

  constructor(page: Page, session: CDPSession) {
    this.#page = page
    this.#session = session
  }

  async open(connect: Connect): Promise<void> {
    // Not by `exposeBinding`: it keeps what passed through it as long as the page's window is open.
    const ofMainFrame = new Set<number>()
    this.#session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId, isDefault } = ContextData.parse(context.auxData)
      if (isDefault && frameId === mainFrame) ofMainFrame.add(context.id)
    })
    this.#session.on('Runtime.executionContextsCleared', () => ofMainFrame.clear())
    this.#session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      ofMainFrame.delete(executionContextId),
    )
    this.#session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== sendName || !ofMainFrame.has(executionContextId)) return
      void this.#receive(connect, fromWire(payload) as FromPage)
    })
    const { frameTree } = await this.#session.send('Page.getFrameTree')
    const mainFrame = frameTree.frame.id
    await this.#session.send('Runtime.enable')
    await this.#session.send('Runtime.addBinding', { name: sendName })
    const names = {
      send: sendName,
      receive: receiveName,
      files: filesName,
      bytes: bytesKey,
      origins: [...origins],
    }
    await this.#page.addInitScript(pageScript, names)
  }

  async #receive(connect: Connect, from: FromPage): Promise<void> {
    if (this.#ended) return
    if (this.#connection?.page !== from.page) {
      // Only a page that has just loaded says nothing but who it is.
      if (from.channel !== undefined) return
      this.#outgoing = []
      const made = connect((channel, message) => this.#send(from.page, channel, message))
      this.#connection = { page: from.page, connection: made }
      return
    }
    const { connection } = this.#connection
    if (from.channel === undefined) return
    if (!from.files) return connection.receive(from.channel, from.message)
    const paths = await this.#paths(from.files)
    connection.receive(from.channel, { ...(from.message as object), input: { files: paths } })
  }

  /** Clears the screen at once, then loads the app under its other name. */
  renew(): void {
    if (this.#ended) return
    this.#connection = null
    const address = `${origins[this.#loads++ % 2] ?? origins[0]}/`
    void this.#clear()
      .then(async () => await this.#page.goto(address, { waitUntil: 'commit' }))
      .catch(() => undefined)
  }

  /** Throws the page away for good. @param address what the window shows until another process shows a page in it */
  async end(address: string): Promise<void> {
    this.#ended = true
    this.#connection = null
    // A page that does not react is left all the same.
    void this.#clear()
    await this.#session.send('Page.navigate', { url: address }).catch(() => undefined)
    await this.#session.detach().catch(() => undefined)
  }

  async #clear(): Promise<void> {
    await this.#page.evaluate(() => document.documentElement.replaceChildren()).catch(() => undefined)
  }

  /** Messages that come while others are on the way go together: a call over the pipe costs about a millisecond. */
  #send(page: string, channel: BridgeChannel, message: unknown): void {
    if (this.#connection && this.#connection.page !== page) return
    this.#outgoing.push({ channel, message })
    if (!this.#sending) void this.#flush(page)
  }

  async #flush(page: string): Promise<void> {
    this.#sending = true
    while (this.#outgoing.length > 0) {
      const messages = this.#outgoing
      this.#outgoing = []
      const batch = JSON.stringify(toWire(messages))
      await this.#session
        .send('Runtime.evaluate', {
          expression: `globalThis[${JSON.stringify(receiveName)}]?.(${JSON.stringify(page)}, ${batch})`,
        })
        // The page is gone, and what was meant for it with it.
        .catch(() => undefined)
    }
    this.#sending = false
  }

  /**
   * Where the files lie that the person gave to the page. Chromium knows; the page does not, and a `File` that a script
   * made lies nowhere.
   */
  async #paths({ token }: { token: number }): Promise<(OfferedPath | null)[]> {
    const expression = `${filesName}(${z.int().parse(token)})`
    const { result } = await this.#session.send('Runtime.evaluate', { expression })
    const list = z.string().parse(result.objectId)
    const { result: properties } = await this.#session.send('Runtime.getProperties', {
      objectId: list,
      ownProperties: true,
    })
    const objects = properties.flatMap(({ name, value }) =>
      /^\d+$/.test(name) && value?.objectId !== undefined ? [value.objectId] : [],
    )
    return await Promise.all(
      objects.map(async (objectId) => {
        const { path } = await this.#session.send('DOM.getFileInfo', { objectId })
        return path === '' ? null : new OfferedPath(path)
      }),
    )
  }
}
