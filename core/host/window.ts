import type { BoundMessage, BridgeChannel } from '../contract/bridge.ts'
import { windowContract, type WindowContract, type WindowState } from '../contract/window.ts'
import { BulkheadError } from '../errors.ts'
import type { WorkspaceId } from '../ids.ts'
import { Inbox } from '../process/inbox.ts'
import { type CallContext, type HandlersOf, serveContract } from '../process/serve-contract.ts'
import { collectGarbage } from './collect-garbage.ts'
import { IdleClock } from './idle-clock.ts'
import { type Main, refusalOf } from './main.ts'
import { OfferedPath } from './offered-path.ts'
import type { OpenWorkspace } from './open-workspace.ts'
import { proposedTarget } from './proposed-target.ts'

/** An invented client that comes with the app. */
export interface Sample {
  id: string
  name: string
  colour: number
  about: string
  questions: readonly string[]
  paths: readonly string[]
}

/** What a shell does for its window. */
export interface WindowShell {
  /** Throws the page away, with everything it holds, and loads a fresh one. */
  renew(): void
  /**
   * Where main's process ends with each lock: throws the page away and shows none in its place, and ends this process
   * when everything is locked. The next one begins with what was open.
   */
  readonly retire?: ((last: WorkspaceId | null, locked: Promise<void>) => void) | undefined
  /**
   * Connects the page to the process directly, where the shell has ports to do so; elsewhere what they say to each other
   * is relayed.
   */
  attach?(workspace: OpenWorkspace, binding: number): void
  /**
   * Asks the person for a place to save to, outside of the page; null where they thought better of it.
   *
   * @param proposed a path where nothing is yet
   */
  chooseTarget(proposed: string): Promise<string | null>
  readonly samples: readonly Sample[]
}

/** One page's end of the window. Dead once another page has connected. */
export interface PageConnection {
  receive(channel: BridgeChannel, message: unknown): void
}

/** Sends a message to one page. */
type Deliver = (channel: BridgeChannel, message: unknown) => void

interface Bound {
  readonly workspace: WorkspaceId
  readonly binding: number
  readonly open: OpenWorkspace
}

/**
 * A window of the app, whatever shell shows it: one page at a time, bound to at most one workspace. The page names no
 * workspace in its calls; what arrives on its `workspace` channel goes to the one that the window is bound to, and what
 * an earlier one still says goes nowhere (S3, S5).
 */
export class AppWindow {
  readonly #main: Main
  readonly #shell: WindowShell
  readonly #idle: IdleClock
  readonly #watching = new Set<CallContext>()
  #state: WindowState
  #bound: Bound | null = null
  #bindings = 0
  #page: { deliver: Deliver; stop(): void } | null = null
  /** Everything is being locked; a page that comes meanwhile waits to be served. */
  #locking: Promise<void> = Promise.resolve()
  /** One change of binding at a time. */
  #change: Promise<void> = Promise.resolve()

  /** @param last what was open before the lock that this window comes after */
  constructor(main: Main, shell: WindowShell, last: WorkspaceId | null = null) {
    this.#main = main
    this.#shell = shell
    this.#state = { kind: 'closed', last }
    this.#idle = new IdleClock(
      () => main.settings.lockMinutes * 60_000,
      () => {
        if (main.who !== 'nobody') void this.lock()
      },
    )
  }

  /** A page that has just loaded. The one before it hears nothing from now on. */
  connect(deliver: Deliver): PageConnection {
    this.#disconnect()
    let alive = true
    const inboxes = { firm: new Inbox(), window: new Inbox() }
    const port = (channel: 'firm' | 'window') => ({
      send: (message: unknown) => alive && deliver(channel, message),
      onMessage: (listener: (message: unknown) => void) => inboxes[channel].listen(listener),
      onClose: () => undefined,
      close: () => undefined,
    })
    const serving: { stop(): void }[] = []
    const serve = () => {
      if (!alive) return
      serving.push(
        this.#main.serve(port('firm')),
        serveContract(port('window'), {
          contract: windowContract,
          handlers: this.#handlers(),
          who: () => this.#main.who,
          admit: (context) => ({ context, left: () => false }),
          refuse: () => refusalOf(this.#main.who),
          failed: (method, error) => this.#main.callFailed(method, error),
        }),
      )
    }
    void this.#locking.then(serve)
    this.#page = {
      deliver: (channel, message) => alive && deliver(channel, message),
      stop() {
        alive = false
        for (const one of serving) one.stop()
      },
    }
    return {
      receive: (channel, message) => {
        if (!alive) return
        if (channel === 'workspace') this.#toWorkspace(message as BoundMessage)
        else inboxes[channel].deliver(message)
      },
    }
  }

  /** Locks everything and signs out: on demand, when idle, and whenever the shell sees a reason. */
  async lock(): Promise<void> {
    this.#disconnect()
    const last = lastOf(this.#state)
    this.#bound = null
    this.#become({ kind: 'closed', last })
    // Where nobody is signed in there is nothing to end for; the desktop says several times that it is locked.
    const retire = this.#main.who === 'nobody' ? undefined : this.#shell.retire
    const locking = Promise.all([this.#locking, this.#main.close()])
    const forget = async () => (retire ? undefined : await collectGarbage())
    this.#locking = locking.then(forget, forget)
    // The screen is cleared at once, however long the last entries take.
    if (retire) retire(last, this.#locking)
    else this.#shell.renew()
    await locking
    await this.#locking
  }

  /** The window is gone. */
  async close(): Promise<void> {
    this.#idle.stop()
    this.#disconnect()
    this.#bound = null
    await Promise.all([this.#locking, this.#main.close()])
  }

  #handlers(): HandlersOf<WindowContract, CallContext> {
    return {
      'window.watch': async (_input, context) => {
        this.#watching.add(context)
        context.emit('window.state', { state: this.#state })
        await new Promise((resolve) => context.signal.addEventListener('abort', resolve, { once: true }))
        this.#watching.delete(context)
        return {}
      },
      'window.open': async ({ workspace, goOn }) => {
        await this.#switch(workspace, goOn)
        return {}
      },
      'window.reopen': async () => {
        const { kind } = this.#state
        if (kind === 'ended' || kind === 'failed') await this.#open(this.#state.workspace, null)
        return {}
      },
      'window.leave': async () => {
        await this.#switch(null, null)
        return {}
      },
      'window.lock': async () => {
        await this.lock()
        return {}
      },
      'window.active': () => {
        this.#idle.active()
        return {}
      },
      'files.offer': async ({ files }) => {
        const paths = offeredPaths(files)
        await this.#boundOpen().offer(paths)
        return { paths }
      },
      'target.choose': async ({ saves }) => {
        const isMains = ['support', 'backup', 'certificate'].includes(saves)
        const bound = isMains ? null : this.#boundOpen()
        const path = await this.#shell.chooseTarget(proposedTarget(saves))
        if (path === null) return { path }
        if (bound) await bound.offerTarget(path)
        else this.#main.offerTarget(path)
        return { path }
      },
      'recovery.offer': ({ files: [file] }) => {
        if (!(file instanceof OfferedPath))
          throw new BulkheadError('bad-input', 'Choose a file on this computer.')
        this.#main.offerFile(file.path)
        return { path: file.path }
      },
      'models.offer': ({ files }) => {
        const paths = offeredPaths(files)
        this.#main.offerModelFiles(paths)
        return { paths }
      },
      'samples.list': () => ({
        samples: this.#shell.samples.map(({ paths, questions, ...sample }) => ({
          ...sample,
          questions: [...questions],
          documents: paths.length,
        })),
      }),
      'samples.offer': async ({ sample }) => {
        const found = this.#shell.samples.find(({ id }) => id === sample)
        if (!found) throw new BulkheadError('not-found', 'There is no such sample client.')
        await this.#boundOpen().offer(found.paths)
        return { paths: [...found.paths] }
      },
    }
  }

  /** Leaves what is open and opens another, or none, under a fresh page. */
  async #switch(workspace: WorkspaceId | null, goOn: string | null): Promise<void> {
    const before = this.#bound
    this.#disconnect()
    this.#bound = null
    // While the one writes its last entry, the other opens.
    const leaving = before ? this.#main.lock(before.workspace) : Promise.resolve()
    this.#become(workspace ? { kind: 'opening', workspace } : { kind: 'closed', last: null })
    this.#shell.renew()
    await Promise.all([leaving, workspace ? this.#open(workspace, goOn) : undefined])
  }

  /** @param afterRemoval it was shut because a member was removed, who may be the one at this window */
  async #open(workspace: WorkspaceId, goOn: string | null, afterRemoval = false): Promise<void> {
    await this.#next(async () => {
      if (!wants(this.#state, workspace)) return
      if (this.#state.kind !== 'opening') this.#become({ kind: 'opening', workspace })
      try {
        const onChecking = (done: number, total: number) => {
          for (const one of this.#watching) one.emit('log.checking', { done, total })
        }
        const open = await this.#main.open(workspace, goOn, { onChecking })
        if (wants(this.#state, workspace)) this.#bind(workspace, open)
        else await this.#main.lock(workspace)
      } catch (error) {
        const { code, message } =
          error instanceof BulkheadError
            ? error
            : new BulkheadError('internal', 'Something went wrong inside Bulkhead. Nothing was lost.')
        if (!wants(this.#state, workspace)) return
        if (afterRemoval && code === 'not-member') this.#become({ kind: 'closed', last: null })
        else this.#become({ kind: 'failed', workspace, code, message })
      }
    })
  }

  #bind(workspace: WorkspaceId, open: OpenWorkspace): void {
    const binding = ++this.#bindings
    const bound = { workspace, binding, open }
    this.#bound = bound
    if (this.#shell.attach) this.#shell.attach(open, binding)
    else
      open.client.onMessage((body) => {
        if (this.#bound === bound) this.#page?.deliver('workspace', { binding, body } satisfies BoundMessage)
      })
    void open.exited.then(() => {
      if (this.#bound !== bound) return
      this.#bound = null
      // Its file gets another key; the page stays, and is bound again.
      if (open.changesKey) void this.#open(workspace, null, true)
      else if (this.#main.wasDestroyed(workspace)) this.#become({ kind: 'destroyed', workspace })
      else this.#become({ kind: 'ended', workspace })
    })
    this.#become({ kind: 'open', workspace, binding })
  }

  #toWorkspace({ binding, body }: BoundMessage): void {
    this.#idle.active()
    if (this.#bound?.binding === binding) this.#bound.open.client.send(body)
  }

  #boundOpen(): OpenWorkspace {
    if (!this.#bound) throw new BulkheadError('locked', 'No workspace is open in this window.')
    return this.#bound.open
  }

  #become(state: WindowState): void {
    this.#state = state
    for (const one of this.#watching) one.emit('window.state', { state })
  }

  #disconnect(): void {
    this.#page?.stop()
    this.#page = null
    this.#watching.clear()
  }

  /** Runs `work` when every change before it has ended. */
  async #next(work: () => Promise<void>): Promise<void> {
    const before = this.#change
    const mine = before.then(work)
    this.#change = mine.catch(() => undefined)
    await mine
  }
}

/** @throws BulkheadError `bad-input` for a path that no shell vouches for */
function offeredPaths(files: readonly unknown[]): string[] {
  const paths = files.flatMap((file) => (file instanceof OfferedPath ? [file.path] : []))
  if (paths.length < files.length)
    throw new BulkheadError('bad-input', 'Choose files on this computer, or drop them here.')
  return paths
}

/** What the person may want to go on with after a lock. */
function lastOf(state: WindowState): WorkspaceId | null {
  if (state.kind === 'destroyed') return null
  return state.kind === 'closed' ? state.last : state.workspace
}

/** Whether the window still waits for that workspace: the person may have moved on meanwhile. */
function wants(state: WindowState, workspace: WorkspaceId): boolean {
  return state.kind !== 'closed' && state.workspace === workspace
}
