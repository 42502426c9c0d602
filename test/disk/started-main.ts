import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../core/process/environment.ts'
import type { Order } from './main-process.ts'
import { mask } from './mask.ts'

interface Reply {
  id?: number
  value?: unknown
  failed?: string
  event?: string
}

/** A main process under the test's orders, with a temporary folder of its own. */
export class StartedMain {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #ended: Promise<void>
  #nextId = 0
  /** Called for each piece of progress of an import that is followed. */
  onProgress: () => void = () => undefined

  constructor(temporaryFolder: string) {
    this.#child = fork(fileURLToPath(new URL('main-process.ts', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: ['--expose-gc', '--disable-sigusr1'],
      env: { ...childEnvironment(), TMPDIR: temporaryFolder },
    })
    this.#child.on('message', (reply: Reply) => {
      if (reply.id === undefined) return this.onProgress()
      const waiting = this.#waiting.get(reply.id)
      if (reply.failed === undefined) waiting?.resolve(reply.value)
      else waiting?.reject(new Error(reply.failed))
    })
    this.#ended = new Promise((resolve) => this.#child.once('exit', () => resolve()))
    void this.#ended.then(() => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Error('main ended'))
    })
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  /** @param Result what the order is answered with; see main-process.ts */
  async tell<Result>(order: Order): Promise<Result> {
    const id = this.#nextId++
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#child.send({ id, order })
    return (await waiting.promise) as Result
  }

  async signIn(home: string, passphrase: string): Promise<void> {
    await this.tell({ order: 'sign-in', home, staff: null, passphrase: mask(Buffer.from(passphrase)) })
  }

  async create(name: string): Promise<{ workspace: string; recoveryKey: Uint8Array }> {
    const made = await this.tell<{ workspace: string; recoveryKey: Uint8Array }>({
      order: 'create',
      name: mask(Buffer.from(name)),
    })
    return { workspace: made.workspace, recoveryKey: mask(made.recoveryKey) }
  }

  /** Starts an import of the folder, and resolves in the middle of it: once so many pieces of progress were told. */
  async importUntil(workspace: string, folder: string, pieces: number): Promise<{ ended: Promise<unknown> }> {
    const reached = Promise.withResolvers<void>()
    let seen = 0
    this.onProgress = () => {
      seen += 1
      if (seen === pieces) reached.resolve()
    }
    const ended = this.tell({ order: 'import', workspace, paths: [folder], follow: true })
    ended.catch(() => undefined)
    await Promise.race([reached.promise, ended.then(() => Promise.reject(new Error('it ended too soon')))])
    return { ended }
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }
}
