import { existsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BridgeChannel } from '../../core/contract/bridge.ts'
import type { WindowState } from '../../core/contract/window.ts'
import { Home } from '../../core/firm/home.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'

/** One page of a shell, as its own scripts see the bridge. */
export interface TestPage {
  call(channel: BridgeChannel, message: object): Promise<void>
  /** Everything that has arrived so far, in order. */
  received(): Promise<{ channel: BridgeChannel; message: Record<string, unknown> }[]>
  /** Makes a call whose input holds files: one that lies at a path, or one that a script made. */
  offer(id: number, file: { path: string } | { made: string }): Promise<void>
}

/** A shell with its window open. */
export interface TestShell {
  /** The page that is shown now. */
  page(): Promise<TestPage>
  pages(): number
  lock(): Promise<void>
  close(): Promise<void>
}

/** Where the person wants to save, when they are asked. */
export type ChooseTarget = (proposed: string) => Promise<string | null>

const bytes = (text: string) => new TextEncoder().encode(text)

/** What every shell must do for its window; run against each. */
export function windowSuite(
  name: string,
  start: (home: Home, chooseTarget: ChooseTarget) => Promise<TestShell>,
): void {
  describe(name, () => {
    const folder = temporaryFolder()
    const home = new Home(join(folder.path, 'home'))
    let shell: TestShell
    const clients: WorkspaceId[] = []
    let proposals: string[] = []
    let chosen: string | null = null

    beforeAll(async () => {
      home.make()
      shell = await start(home, (proposed) => {
        proposals.push(proposed)
        return Promise.resolve(chosen)
      })
    })
    afterAll(async () => {
      await shell.close()
      folder.remove()
    })

    test('S4: nobody is signed in, so the page may ask for little', async () => {
      expect(await answer(shell, 'firm', 'firm.state', {})).toMatchObject({
        kind: 'result',
        value: { exists: false },
      })
      expect(await answer(shell, 'firm', 'workspaces.list', {})).toMatchObject({
        kind: 'failed',
        code: 'locked',
      })
      expect(await answer(shell, 'window', 'window.open', { workspace: '0'.repeat(32) })).toMatchObject({
        kind: 'failed',
        code: 'locked',
      })
      expect(await answer(shell, 'window', 'toString', {})).toMatchObject({ kind: 'failed', code: 'refused' })
      expect(await answer(shell, 'firm', 'search', { query: 'x' })).toMatchObject({
        kind: 'failed',
        code: 'refused',
      })
    })

    test('bytes cross unchanged, both ways', async () => {
      const passphrase = bytes('ana ana, quiet ferries')
      await expectDone(shell, 'firm', 'firm.create', {
        name: 'F',
        staff: 'Ana',
        keyStore: 'passphrase',
        passphrase,
      })
      await expectDone(shell, 'firm', 'firm.signIn', {
        staff: null,
        passphrase: bytes('ana ana, quiet ferries'),
      })
      for (const client of ['Ærø & Søn', 'कचनार']) {
        const created = await answer(shell, 'firm', 'workspaces.create', {
          name: bytes(client),
          colour: null,
        })
        const { workspace, recoveryKey } = created['value'] as {
          workspace: WorkspaceId
          recoveryKey: Uint8Array
        }
        expect(recoveryKey).toBeInstanceOf(Uint8Array)
        expect(new TextDecoder().decode(recoveryKey)).toMatch(/^[0-9A-Z-]+$/)
        clients.push(workspace)
      }
      const listed = await answer(shell, 'firm', 'workspaces.list', {})
      const { workspaces } = listed['value'] as { workspaces: { name: Uint8Array }[] }
      expect(workspaces.map((one) => new TextDecoder().decode(one.name))).toEqual(['Ærø & Søn', 'कचनार'])
    })

    test('S2, S3: the binding is the address: a call goes to the open client, with no name in it', async () => {
      const { binding } = await open(shell, clients[0]!)
      expect(await about(shell, binding)).toMatchObject({ value: { name: 'Ærø & Søn' } })
      // A message with another binding goes nowhere.
      const page = await shell.page()
      await page.call('workspace', {
        binding: binding + 1,
        body: { kind: 'call', id: 77, method: 'workspace.about', input: {} },
      })
      await about(shell, binding)
      expect(bodies(await page.received()).filter(({ id }) => id === 77)).toEqual([])
    })

    test('files are read, searched and cited through the page’s own channel', async () => {
      const page = await shell.page()
      const path = join(folder.path, 'lease.md')
      writeFileSync(path, '# Lease\n\nThe rent of Cordwain Row is 4,200 pounds a month.\n')
      await page.offer(600, { path })
      const offered = await arrived(page, 600)
      const { paths } = offered['value'] as { paths: string[] }
      const { binding } = await bound(shell)
      expect(await within(shell, binding, 'documents.import', { paths })).toMatchObject({
        value: { files: 1, ready: 1, failed: 0 },
      })
      expect(
        await within(shell, binding, 'ask', { question: 'What is the rent of Cordwain Row?' }),
      ).toMatchObject({ value: { reply: { kind: 'answered' } } })
    })

    test('S5: a switch throws the page away, and the new one hears nothing of the old client', async () => {
      const before = await shell.page()
      const pages = shell.pages()
      const { binding } = await open(shell, clients[1]!)
      expect(shell.pages()).toBe(pages + 1)
      expect(await about(shell, binding)).toMatchObject({ value: { name: 'कचनार' } })
      await expect(answerOf(before, 'window', 'window.active', {}, 1_000)).rejects.toThrow()
      const page = await shell.page()
      expect(JSON.stringify(await page.received())).not.toContain('Ærø')
    })

    test('what a person picked is offered; what a page made up is not', async () => {
      const file = join(folder.path, 'home', 'home.json')
      const page = await shell.page()
      await page.offer(501, { path: file })
      expect(await arrived(page, 501)).toMatchObject({ kind: 'result', value: { paths: [file] } })
      await page.offer(502, { made: 'home.json' })
      expect(await arrived(page, 502)).toMatchObject({ kind: 'failed', code: 'bad-input' })
      for (const files of [[file], [{ path: file }], []])
        expect(await answerOf(page, 'window', 'files.offer', { files })).toMatchObject({
          kind: 'failed',
          code: 'bad-input',
        })
    })

    test('K1: a place to save to is the person’s choice, good for one file, and proposed without a name in it', async () => {
      const { binding } = await bound(shell)
      const target = join(folder.path, 'bundle.zip')
      const unasked = await within(shell, binding, 'log.export', { target })
      expect(unasked).toMatchObject({ kind: 'failed', code: 'bad-input' })
      chosen = null
      proposals = []
      const choose = async (saves: string) => await answer(shell, 'window', 'target.choose', { saves })
      expect(await choose('bundle')).toMatchObject({ kind: 'result', value: { path: null } })
      expect(await within(shell, binding, 'log.export', { target })).toMatchObject({ code: 'bad-input' })
      chosen = target
      expect(await choose('bundle')).toMatchObject({ kind: 'result', value: { path: target } })
      expect(await within(shell, binding, 'log.export', { target })).toMatchObject({ kind: 'result' })
      expect(existsSync(target)).toBe(true)
      expect(await within(shell, binding, 'log.export', { target })).toMatchObject({ code: 'bad-input' })
      for (const proposed of proposals) expect(basename(proposed)).toMatch(/^bulkhead-log-\d{8}T\d{6}\.zip$/)
      chosen = join(folder.path, 'support.zip')
      expect(await choose('support')).toMatchObject({ value: { path: chosen } })
      const preview = await answer(shell, 'firm', 'support.preview', {})
      const { sha256 } = preview['value'] as { sha256: string }
      await expectDone(shell, 'firm', 'support.save', { sha256, target: chosen })
      expect(existsSync(chosen)).toBe(true)
    })

    test('K4: a lock throws the page away, ends the process and signs out', async () => {
      const pages = shell.pages()
      await shell.lock()
      expect(shell.pages()).toBe(pages + 1)
      expect(await answer(shell, 'firm', 'firm.state', {})).toMatchObject({ value: { signedIn: null } })
      expect(await state(shell)).toEqual({ kind: 'closed', last: clients[1] })
      expect(JSON.stringify(await (await shell.page()).received())).not.toContain('कचनार')
    })

    test('a client that does not open leaves a window that says why', async () => {
      await expectDone(shell, 'firm', 'firm.signIn', {
        staff: null,
        passphrase: bytes('ana ana, quiet ferries'),
      })
      const page = await shell.page()
      void page.call('window', {
        kind: 'call',
        id: 900,
        method: 'window.open',
        input: { workspace: 'f'.repeat(32) },
      })
      expect(await until(shell, (one) => one.kind === 'failed')).toMatchObject({
        kind: 'failed',
        code: 'not-member',
      })
    })
  })
}

type Message = Record<string, unknown>

let nextId = 1_000

async function answer(
  shell: TestShell,
  channel: BridgeChannel,
  method: string,
  input: object,
): Promise<Message> {
  return await answerOf(await shell.page(), channel, method, input)
}

async function answerOf(
  page: TestPage,
  channel: BridgeChannel,
  method: string,
  input: object,
  withinMs = 20_000,
): Promise<Message> {
  const id = nextId++
  await page.call(channel, { kind: 'call', id, method, input })
  return await arrived(page, id, withinMs)
}

async function expectDone(
  shell: TestShell,
  channel: BridgeChannel,
  method: string,
  input: object,
): Promise<void> {
  expect(await answer(shell, channel, method, input)).toMatchObject({ kind: 'result' })
}

async function arrived(page: TestPage, id: number, withinMs = 20_000): Promise<Message> {
  return await poll(withinMs, async () =>
    (await page.received())
      .map(({ message }) => ('body' in message ? (message['body'] as Message) : message))
      .find((message) => message['id'] === id && message['kind'] !== 'event'),
  )
}

function bodies(received: Awaited<ReturnType<TestPage['received']>>): Message[] {
  return received.flatMap(({ channel, message }) =>
    channel === 'workspace' ? [message['body'] as Message] : [],
  )
}

async function about(shell: TestShell, binding: number): Promise<Message> {
  return await within(shell, binding, 'workspace.about', {})
}

/** A call into the open workspace. */
async function within(shell: TestShell, binding: number, method: string, input: object): Promise<Message> {
  const page = await shell.page()
  const id = nextId++
  await page.call('workspace', { binding, body: { kind: 'call', id, method, input } })
  return await arrived(page, id)
}

async function bound(shell: TestShell): Promise<{ binding: number }> {
  const opened = await until(shell, (one) => one.kind === 'open')
  if (opened.kind !== 'open') throw new Error('not open')
  return opened
}

/** Opens a client in the window, and waits until the page that comes of it is told so. */
async function open(shell: TestShell, workspace: WorkspaceId): Promise<{ binding: number }> {
  const page = await shell.page()
  await page.call('window', { kind: 'call', id: nextId++, method: 'window.open', input: { workspace } })
  const opened = await until(shell, (one) => one.kind === 'open' && one.workspace === workspace)
  if (opened.kind !== 'open') throw new Error('not open')
  return { binding: opened.binding }
}

/** What a page is told that watches from now on. */
async function state(shell: TestShell): Promise<WindowState> {
  return await until(shell, () => true)
}

async function until(shell: TestShell, wanted: (state: WindowState) => boolean): Promise<WindowState> {
  return await poll(20_000, async () => {
    const page = await shell.page()
    const id = nextId++
    await page.call('window', { kind: 'call', id, method: 'window.watch', input: {}, events: true })
    const event = await poll(5_000, async () =>
      (await page.received()).find(({ message }) => message['id'] === id && message['kind'] === 'event'),
    ).catch(() => undefined)
    await page.call('window', { kind: 'cancel', id })
    const told = (event?.message['payload'] as { state: WindowState } | undefined)?.state
    return told && wanted(told) ? told : undefined
  })
}

async function poll<T>(withinMs: number, look: () => Promise<T | undefined>): Promise<T> {
  const endMs = Date.now() + withinMs
  for (;;) {
    const found = await look().catch(() => undefined)
    if (found !== undefined) return found
    if (Date.now() > endMs) throw new Error(`nothing came within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
