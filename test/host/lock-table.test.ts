import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WindowState } from '../../core/contract/window.ts'
import { Caller } from '../../core/contract/caller.ts'
import { windowContract, windowEvents } from '../../core/contract/window.ts'
import type { Main } from '../../core/host/main.ts'
import type { OpenWorkspace } from '../../core/host/open-workspace.ts'
import { AppWindow } from '../../core/host/window.ts'
import { newId, WorkspaceId } from '../../core/ids.ts'
import { BulkheadError } from '../../core/errors.ts'

const minuteMs = 60_000
const one = newId(WorkspaceId)

/** Main as far as a window sees it: somebody is signed in, and a workspace opens, when this says so. */
class FakeMain {
  who: 'nobody' | 'staff' = 'nobody'
  readonly settings = { theme: 'system', lockMinutes: 10 } as const
  opening = Promise.withResolvers<OpenWorkspace>()
  exited = Promise.withResolvers<{ code: number | null; signal: string | null }>()
  locked = 0
  closed = 0
  serve() {
    return { stop: () => undefined }
  }
  async open(): Promise<OpenWorkspace> {
    return await this.opening.promise
  }
  opens(): void {
    const client = {
      send: () => undefined,
      onMessage: () => undefined,
      onClose: () => undefined,
      close: () => undefined,
    }
    this.opening.resolve({ client, exited: this.exited.promise } as unknown as OpenWorkspace)
  }
  lock(): Promise<void> {
    this.locked += 1
    return Promise.resolve()
  }
  close(): Promise<void> {
    this.closed += 1
    this.who = 'nobody'
    return Promise.resolve()
  }
  callFailed(): void {}
  destroyed = false
  wasDestroyed(): boolean {
    return this.destroyed
  }
}

type From = 'door' | 'chooser' | 'opening' | 'open' | 'ended' | 'destroyed' | 'failed'
type Event = 'key' | '9 minutes' | '10 minutes' | 'slept' | 'lock' | 'leave' | 'process ends'

/** By hand: what each event makes of each state. "door" is locked: nobody signed in, the page thrown away. */
const table: Record<From, Record<Event, From>> = {
  door: {
    key: 'door',
    '9 minutes': 'door',
    '10 minutes': 'door',
    slept: 'door',
    lock: 'door',
    leave: 'door',
    'process ends': 'door',
  },
  chooser: {
    key: 'chooser',
    '9 minutes': 'chooser',
    '10 minutes': 'door',
    slept: 'door',
    lock: 'door',
    leave: 'chooser',
    'process ends': 'chooser',
  },
  opening: {
    key: 'opening',
    '9 minutes': 'opening',
    '10 minutes': 'door',
    slept: 'door',
    lock: 'door',
    leave: 'chooser',
    'process ends': 'opening',
  },
  open: {
    key: 'open',
    '9 minutes': 'open',
    '10 minutes': 'door',
    slept: 'door',
    lock: 'door',
    leave: 'chooser',
    'process ends': 'ended',
  },
  ended: {
    key: 'ended',
    '9 minutes': 'ended',
    '10 minutes': 'door',
    slept: 'door',
    lock: 'door',
    leave: 'chooser',
    'process ends': 'ended',
  },
  destroyed: {
    key: 'destroyed',
    '9 minutes': 'destroyed',
    '10 minutes': 'door',
    slept: 'door',
    lock: 'door',
    leave: 'chooser',
    'process ends': 'destroyed',
  },
  failed: {
    key: 'failed',
    '9 minutes': 'failed',
    '10 minutes': 'door',
    slept: 'door',
    lock: 'door',
    leave: 'chooser',
    'process ends': 'failed',
  },
}

describe('K4: what each event makes of each state of a window', () => {
  let main: FakeMain
  let window: AppWindow
  let pages: number
  let state: WindowState['kind']
  let page: Caller<typeof windowContract, typeof windowEvents>

  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: 0 }))
  afterEach(async () => {
    await window.close()
    vi.useRealTimers()
  })

  /** A page that has just loaded. */
  function connect(): void {
    pages += 1
    let hear: (message: unknown) => void = () => undefined
    const connection = window.connect((channel, message) => channel === 'window' && hear(message))
    const port = {
      send: (message: unknown) => connection.receive('window', message),
      onMessage: (listener: (message: unknown) => void) => (hear = listener),
      onClose: () => undefined,
      close: () => undefined,
    }
    page = new Caller(port, windowContract, windowEvents)
    void page
      .call(
        'window.watch',
        {},
        { onEvent: (event, told) => event === 'window.state' && (state = told.state.kind) },
      )
      .catch(() => undefined)
  }

  const turns = async () => await new Promise((resolve) => setTimeout(resolve, 5))
  const call = (method: 'window.leave' | 'window.lock' | 'window.active') =>
    page.call(method, {}).catch(() => undefined)

  async function come(to: From): Promise<void> {
    pages = 0
    main = new FakeMain()
    window = new AppWindow(main as unknown as Main, {
      renew: connect,
      chooseTarget: () => Promise.resolve(null),
      samples: [],
    })
    connect()
    await turns()
    if (to === 'door') return
    main.who = 'staff'
    if (to === 'chooser') return
    void page.call('window.open', { workspace: one }).catch(() => undefined)
    await turns()
    if (to === 'opening') return
    if (to === 'failed') main.opening.reject(new BulkheadError('damaged', 'It is damaged.'))
    else main.opens()
    await turns()
    main.destroyed = to === 'destroyed'
    if (to === 'ended' || to === 'destroyed') main.exited.resolve({ code: 1, signal: null })
    await turns()
  }

  async function happen(event: Event): Promise<void> {
    if (event === 'key') {
      vi.advanceTimersByTime(9 * minuteMs)
      void call('window.active')
      await turns()
      vi.advanceTimersByTime(9 * minuteMs)
    } else if (event === '9 minutes') vi.advanceTimersByTime(9 * minuteMs)
    else if (event === '10 minutes') vi.advanceTimersByTime(10 * minuteMs + 5_000)
    else if (event === 'slept') {
      vi.setSystemTime(3 * 60 * minuteMs)
      vi.advanceTimersByTime(5_000)
    } else if (event === 'lock') void window.lock()
    else if (event === 'leave') void call('window.leave')
    else main.exited.resolve({ code: null, signal: 'SIGKILL' })
    await turns()
    await turns()
  }

  function where(): From {
    if (state === 'closed') return main.who === 'nobody' ? 'door' : 'chooser'
    return state
  }

  for (const [from, row] of Object.entries(table) as [From, Record<Event, From>][])
    test(from, async () => {
      for (const [event, to] of Object.entries(row) as [Event, From][]) {
        await come(from)
        const [before, closed] = [pages, main.closed]
        expect(where(), from).toBe(from)
        await happen(event)
        for (let tries = 0; tries < 200 && where() !== to; tries++) await turns()
        expect(where(), `${from}, ${event}`).toBe(to)
        // Whatever locks throws the page away and has main drop the account's key and end every process.
        if (from !== 'door' && to === 'door') {
          expect(pages, event).toBe(before + 1)
          expect(main.closed, event).toBe(closed + 1)
        }
        await window.close()
      }
    })
})
