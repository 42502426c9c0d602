import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../core/process/environment.ts'
import { ordersVariable, type PageOrder, type PageReply } from './shell-orders.ts'
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

/** One main of the shell, from one lock to the next, and the page that it shows. */
class ShownMain {
  readonly pid: number
  readonly #socket: Socket
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #nextId = 0

  constructor(pid: number, socket: Socket, replies: ReturnType<typeof createInterface>) {
    this.pid = pid
    this.#socket = socket
    replies.on('line', (line) => {
      const reply = JSON.parse(line) as PageReply
      if (!('id' in reply)) return
      if (reply.failed === undefined) this.#waiting.get(reply.id)?.resolve(reply.value)
      else this.#waiting.get(reply.id)?.reject(new Error(reply.failed))
    })
    socket.on('close', () => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Error('main has ended'))
    })
  }

  async inPage(script: string): Promise<unknown> {
    const id = this.#nextId++
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#socket.write(`${JSON.stringify({ id, script } satisfies PageOrder)}\n`)
    return await waiting.promise
  }
}

/** The Chromium shell as `npm start` starts it, in a process of its own; its page is a small one. */
export class StartedShell {
  readonly #child: ChildProcess
  readonly #server: Server
  #shown = Promise.withResolvers<ShownMain>()
  #main: ShownMain | null = null

  constructor(folder: string, home: string) {
    const files = join(folder, 'page')
    mkdirSync(files)
    writeFileSync(
      join(files, 'index.html'),
      '<!doctype html><title>Bulkhead</title><script src="/page.js"></script>',
    )
    writeFileSync(join(files, 'page.js'), pageScript)
    const orders = join(folder, 'orders')
    this.#server = createServer((socket) => {
      const replies = createInterface(socket)
      replies.once('line', (line) => {
        const { pid } = JSON.parse(line) as { pid: number }
        this.#shown.resolve(new ShownMain(pid, socket, replies))
      })
      // A main that is ended closes it as it can.
      socket.on('error', () => undefined)
    }).listen(orders)
    this.#child = fork(fileURLToPath(new URL('shell-process.ts', import.meta.url)), [home, files], {
      execArgv: ['--disable-sigusr1'],
      env: { ...childEnvironment(), TMPDIR: folder, [ordersVariable]: orders },
    })
  }

  /** Of the process that keeps the browser and starts the others. */
  get pid(): number {
    return this.#child.pid ?? -1
  }

  get mainPid(): number {
    return this.#main?.pid ?? -1
  }

  /** Waits for the next main to have its page. */
  async shown(): Promise<void> {
    this.#main = await this.#shown.promise
    this.#shown = Promise.withResolvers()
    await this.#inAnyPage(`(${loaded})()`)
  }

  async inPage(script: string): Promise<unknown> {
    return await this.#main?.inPage(script)
  }

  /** Until there is a page that can: the one that was asked may be thrown away meanwhile. */
  async #inAnyPage(script: string): Promise<unknown> {
    for (let tries = 0; ; tries++)
      try {
        return await this.inPage(script)
      } catch (error) {
        if (tries === 50 || !/navigation|context|destroyed/i.test(String(error))) throw error
      }
  }

  /** And has the names of the clients listed, as the sidebar does. */
  async signIn(passphrase: string): Promise<void> {
    const masked = JSON.stringify([...mask(Buffer.from(passphrase))])
    await this.inPage(`(async () => {
      const id = say('firm', 'firm.signIn', { staff: null, passphrase: unmask(${masked}) })
      const reply = await until((one) => one.id === id && one.kind !== 'event')
      if (reply.kind !== 'result') throw new Error(reply.code)
      const list = say('firm', 'workspaces.list', {})
      await until((one) => one.id === list)
    })()`)
  }

  /** Opens a client under a page of its own and asks something there; gives whether the answer came. */
  async ask(workspace: string, question: string): Promise<void> {
    await this.inPage(`void setTimeout(() => say('window', 'window.open', { workspace: '${workspace}' }))`)
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

  /** As a person does, in the page, which ends this main. */
  async lock(): Promise<void> {
    await this.inPage(`void setTimeout(() => say('window', 'window.lock', {}))`)
    await this.shown()
  }

  /** As Ctrl+C does. Gives the exit code. */
  async close(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    this.#server.close()
    return await ended
  }
}
