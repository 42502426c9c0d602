import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Caller } from '../../core/contract/caller.ts'
import { firmContract, firmEvents } from '../../core/contract/firm.ts'
import { windowContract, windowEvents, type WindowState } from '../../core/contract/window.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { Main } from '../../core/host/main.ts'
import { OfferedPath } from '../../core/host/offered-path.ts'
import { AppWindow, type PageConnection } from '../../core/host/window.ts'
import { newId, WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { Inbox } from '../../core/process/inbox.ts'
import { patience, temporaryFolder } from '../builders.ts'
import { leastStretch } from '../keys/least-stretch.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A page in the same process: the window's end without a shell. */
class TestPage {
  readonly #inboxes = { firm: new Inbox(), window: new Inbox(), workspace: new Inbox() }
  readonly states: WindowState[] = []
  readonly firm: Caller<typeof firmContract, typeof firmEvents>
  readonly window: Caller<typeof windowContract, typeof windowEvents>
  #connection: PageConnection

  constructor(window: AppWindow) {
    this.#connection = window.connect((channel, message) => this.#inboxes[channel].deliver(message))
    const port = (channel: 'firm' | 'window') => ({
      send: (message: unknown) => this.#connection.receive(channel, message),
      onMessage: (listener: (message: unknown) => void) => this.#inboxes[channel].listen(listener),
      onClose: () => undefined,
      close: () => undefined,
    })
    this.firm = new Caller(port('firm'), firmContract, firmEvents)
    this.window = new Caller(port('window'), windowContract, windowEvents)
    void this.window.call(
      'window.watch',
      {},
      {
        onEvent: (event, payload) => {
          if (event === 'window.state') this.states.push(payload.state)
        },
      },
    )
  }

  async becomes(kind: WindowState['kind']): Promise<WindowState> {
    return await vi.waitFor(
      () => {
        const state = this.states.at(-1)
        if (state?.kind !== kind) throw new Error(`${state?.kind} instead of ${kind}`)
        return state
      },
      { ...patience, interval: 10 },
    )
  }
}

const folder = temporaryFolder()
const home = new Home(join(folder.path, 'home'))
const clients: WorkspaceId[] = []

describe('a window', () => {
  let main: Main
  let window: AppWindow
  let pages: TestPage[]
  const page = () => pages.at(-1)!

  beforeAll(async () => {
    const setup = new Main(home, forkProcess)
    const client = setup.client()
    const credentials = () => ({ staff: null, passphrase: bytes('ana ana, quiet ferries') })
    await createFirm(
      home,
      {
        name: 'F',
        staff: 'Ana',
        keyStore: 'passphrase',
        passphrase: bytes('ana ana, quiet ferries'),
      },
      leastStretch(),
    )
    await client.call('firm.signIn', credentials())
    for (const name of ['One', 'Two'])
      clients.push((await client.call('workspaces.create', { name: bytes(name), colour: null })).workspace)
    await setup.close()
  })
  beforeEach(async () => {
    main = new Main(home, forkProcess)
    pages = []
    window = new AppWindow(main, {
      renew: () => void pages.push(new TestPage(window)),
      chooseTarget: () => Promise.resolve(null),
      samples: [
        { id: 'one', name: 'One', colour: 0, about: 'Invented.', questions: ['What?'], paths: ['/a'] },
      ],
    })
    pages.push(new TestPage(window))
    await page().firm.call('firm.signIn', { staff: null, passphrase: bytes('ana ana, quiet ferries') })
  })
  afterEach(async () => await window.close())
  afterAll(() => folder.remove())

  test('opens a client under a fresh page, and leaves it', async () => {
    void page().window.call('window.open', { workspace: clients[0]! })
    await vi.waitFor(() => expect(pages).toHaveLength(2), patience)
    await page().becomes('open')
    expect(page().states.map(({ kind }) => kind)).toEqual(['opening', 'open'])
    const { pid } = main.bound(clients[0]!)
    void page().window.call('window.leave', {})
    await page().becomes('closed')
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), patience)
    expect(pages).toHaveLength(3)
  })

  test('S5: whoever moves on while a client opens gets the one they wanted last, and no other stays open', async () => {
    void page().window.call('window.open', { workspace: clients[0]! })
    await vi.waitFor(() => expect(pages).toHaveLength(2), patience)
    void page().window.call('window.open', { workspace: clients[1]! })
    await vi.waitFor(() => expect(pages).toHaveLength(3), patience)
    expect(await page().becomes('open')).toMatchObject({ workspace: clients[1] })
    expect(() => main.bound(clients[0]!)).toThrow()
    expect(page().states.filter((state) => state.kind === 'open')).toHaveLength(1)
  })

  test('K4: a lock while a client opens leaves nothing open, and the next page finds nobody signed in', async () => {
    void page().window.call('window.open', { workspace: clients[0]! })
    await vi.waitFor(() => expect(pages).toHaveLength(2), patience)
    await window.lock()
    expect(await page().firm.call('firm.state', {})).toMatchObject({ signedIn: null })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(() => main.bound(clients[0]!)).toThrow()
    expect(page().states).toEqual([{ kind: 'closed', last: clients[0] }])
    expect(main.who).toBe('nobody')
  })

  test('K4: the screen is cleared before the last entries are written', async () => {
    void page().window.call('window.open', { workspace: clients[0]! })
    await vi.waitFor(() => expect(pages).toHaveLength(2), patience)
    await page().becomes('open')
    const locking = window.lock()
    expect(pages).toHaveLength(3)
    expect(main.who).toBe('staff')
    await locking
    expect(main.who).toBe('nobody')
  })

  test('a process that ends by itself is told, and opens again under the same page', async () => {
    void page().window.call('window.open', { workspace: clients[0]! })
    await vi.waitFor(() => expect(pages).toHaveLength(2), patience)
    const first = await page().becomes('open')
    process.kill(main.bound(clients[0]!).pid, 'SIGKILL')
    await page().becomes('ended')
    await page().window.call('window.reopen', {})
    const again = await page().becomes('open')
    expect(again).toMatchObject({ workspace: clients[0] })
    expect(again).not.toEqual(first)
    expect(pages).toHaveLength(2)
  })

  test('a client that is none of this person’s fails with the sentence, and others still open', async () => {
    void page().window.call('window.open', { workspace: newId(WorkspaceId) })
    await vi.waitFor(() => expect(pages).toHaveLength(2), patience)
    expect(await page().becomes('failed')).toMatchObject({ code: 'not-member' })
    void page().window.call('window.open', { workspace: clients[1]! })
    await vi.waitFor(() => expect(pages).toHaveLength(3), patience)
    await page().becomes('open')
  })

  test('K7: whoever has a client open that is destroyed is told so, and a lock does not bring it back', async () => {
    const { workspace } = await page().firm.call('workspaces.create', { name: bytes('Three'), colour: null })
    const before = pages.length
    void page().window.call('window.open', { workspace })
    await vi.waitFor(() => expect(pages).toHaveLength(before + 1), patience)
    await page().becomes('open')
    await page().firm.call('workspaces.destroy', {
      workspace,
      name: bytes('Three'),
      passphrase: bytes('ana ana, quiet ferries'),
    })
    expect(await page().becomes('destroyed')).toEqual({ kind: 'destroyed', workspace })
    await window.lock()
    expect(await page().becomes('closed')).toEqual({ kind: 'closed', last: null })
  })

  test('K4: nobody there: locks by itself', async () => {
    const later = Date.now() + 11 * 60_000
    vi.useFakeTimers({ toFake: ['Date', 'setInterval'], now: Date.now() })
    try {
      const idle = new AppWindow(main, {
        renew: () => undefined,
        chooseTarget: () => Promise.resolve(null),
        samples: [],
      })
      vi.setSystemTime(later)
      vi.advanceTimersByTime(5_000)
      vi.useRealTimers()
      await vi.waitFor(() => expect(main.who).toBe('nobody'), patience)
      await idle.close()
    } finally {
      vi.useRealTimers()
    }
  })

  test('K4: where main ends with a lock, no page comes after it, and the next main’s window knows what was open', async () => {
    const retired = Promise.withResolvers<WorkspaceId | null>()
    const ending = new AppWindow(
      main,
      {
        renew: () => expect.unreachable(),
        retire: (last, locked) => {
          // Before the last entries are written: the page goes first.
          expect(main.who).toBe('staff')
          void locked.then(() => retired.resolve(last))
        },
        chooseTarget: () => Promise.resolve(null),
        samples: [],
      },
      clients[1],
    )
    expect(await new TestPage(ending).becomes('closed')).toEqual({ kind: 'closed', last: clients[1] })
    await ending.lock()
    expect(await retired.promise).toBe(clients[1])
    expect(main.who).toBe('nobody')
    await ending.close()
  })

  test('files are offered to an open client alone, and only where a shell vouches for them', async () => {
    const offered = { files: [new OfferedPath('/tmp/a.txt')] }
    await expect(page().window.call('files.offer', offered)).rejects.toMatchObject({ code: 'locked' })
    void page().window.call('window.open', { workspace: clients[0]! })
    await vi.waitFor(() => expect(pages).toHaveLength(2), patience)
    await page().becomes('open')
    expect(await page().window.call('files.offer', offered)).toEqual({ paths: ['/tmp/a.txt'] })
    await expect(page().window.call('files.offer', { files: ['/tmp/a.txt'] })).rejects.toMatchObject({
      code: 'bad-input',
    })
    expect(await page().window.call('samples.offer', { sample: 'one' })).toEqual({ paths: ['/a'] })
    await expect(page().window.call('samples.offer', { sample: 'two' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
