import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../core/process/environment.ts'
import type { ShellOrder } from './shell-process.ts'
import { mask } from './mask.ts'

/** All that its page does: keeps what it hears, and calls what it is told to. */
const pageScript = `
globalThis.heard = []
for (const channel of ['firm', 'window', 'workspace'])
  window.bulkhead.on(channel, (message) => heard.push(message.body ?? message))
let ids = 0
globalThis.say = (channel, method, input, binding) => {
  const message = { kind: 'call', id: ++ids, method, input }
  window.bulkhead.call(channel, channel === 'workspace' ? { binding, body: message } : message)
  return ids
}
globalThis.unmask = (bytes) => Uint8Array.from(bytes, (byte) => byte ^ 0xa5)
globalThis.until = async (found) => {
  for (let tries = 0; tries < 1_500; tries++) {
    const message = heard.find(found)
    if (message) return message
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('nothing of that was heard: ' + heard.map((one) => one.code ?? one.kind).join())
}
`

/** In the page: until its script has run. */
const loaded = `async () => {
  while (!globalThis.say) await new Promise((go) => setTimeout(go, 20))
}`

interface Reply {
  id: number
  value?: unknown
  failed?: string
}

/** The Chromium shell in a process of its own, under the test's orders; its page is a small one. */
export class StartedShell {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #files: string
  #nextId = 0

  constructor(folder: string) {
    this.#files = join(folder, 'page')
    mkdirSync(this.#files)
    writeFileSync(
      join(this.#files, 'index.html'),
      '<!doctype html><title>Bulkhead</title><script src="/page.js"></script>',
    )
    writeFileSync(join(this.#files, 'page.js'), pageScript)
    this.#child = fork(fileURLToPath(new URL('shell-process.ts', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: ['--disable-sigusr1'],
      env: { ...childEnvironment(), TMPDIR: folder },
    })
    this.#child.on('message', ({ id, value, failed }: Reply) => {
      if (failed === undefined) this.#waiting.get(id)?.resolve(value)
      else this.#waiting.get(id)?.reject(new Error(failed))
    })
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  async #tell(order: ShellOrder): Promise<unknown> {
    const id = this.#nextId++
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#child.send({ id, order })
    return await waiting.promise
  }

  async start(home: string): Promise<void> {
    await this.#tell({ order: 'start', home, files: this.#files })
    await this.#inAnyPage(`(${loaded})()`)
  }

  async #inPage(script: string): Promise<unknown> {
    return await this.#tell({ order: 'in-page', script })
  }

  /** Until there is a page that can: the one that was asked may be thrown away meanwhile. */
  async #inAnyPage(script: string): Promise<unknown> {
    for (let tries = 0; ; tries++)
      try {
        return await this.#inPage(script)
      } catch (error) {
        if (tries === 50 || !/navigation|context|destroyed/i.test(String(error))) throw error
      }
  }

  async signIn(passphrase: string): Promise<void> {
    const masked = JSON.stringify([...mask(Buffer.from(passphrase))])
    await this.#inPage(`(async () => {
      const id = say('firm', 'firm.signIn', { staff: null, passphrase: unmask(${masked}) })
      const reply = await until((one) => one.id === id && one.kind !== 'event')
      if (reply.kind !== 'result') throw new Error(reply.code)
    })()`)
  }

  /** Opens a client under a page of its own and asks something there; gives whether the answer came. */
  async ask(workspace: string, question: string): Promise<void> {
    await this.#inPage(`void setTimeout(() => say('window', 'window.open', { workspace: '${workspace}' }))`)
    const masked = JSON.stringify([...mask(Buffer.from(question))])
    const script = `(async () => {
      await (${loaded})()
      say('window', 'window.watch', {})
      const opened = await until((one) => one.payload?.state?.kind === 'open')
      const { binding } = opened.payload.state
      const question = new TextDecoder().decode(unmask(${masked}))
      const searched = say('workspace', 'search', { query: question }, binding)
      await until((one) => one.id === searched && one.kind === 'result')
      const id = say('workspace', 'ask', { question: 'When is the retainer due?' }, binding)
      const reply = await until((one) => one.id === id && one.kind !== 'event')
      return reply.kind === 'result' && JSON.stringify(heard).includes('retainer of')
    })()`
    if ((await this.#inAnyPage(script)) !== true) throw new Error('nothing was found')
  }

  async lock(): Promise<void> {
    await this.#tell({ order: 'lock' })
  }

  async close(): Promise<void> {
    await this.#tell({ order: 'close' }).catch(() => undefined)
    this.#child.kill('SIGKILL')
  }
}
