import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import { reserveFile } from '../../core/database/reserve.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { Home } from '../../core/firm/home.ts'
import { BulkheadError } from '../../core/errors.ts'
import type { OpenWorkspace } from '../../core/host/open-workspace.ts'
import { GroupId, newId, type WorkspaceId } from '../../core/ids.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { bulkhead, refusedWith } from './command-line.ts'
import { addWorkspace, open, signedIn, smallFirm } from './small-firm.ts'
import { smallDisk } from './small-disk.ts'

const reserveBytes = 256 * 1024
const folder = temporaryFolder()
const disk = smallDisk(folder.path, 16)
afterAll(() => {
  disk?.remove()
  folder.remove()
})

let firm: Firm | undefined

async function enter(home: Home): Promise<Firm> {
  firm?.signOut()
  firm = await signedIn(home)
  return firm
}

describe.skipIf(disk === null)('K5: a full disk fails the one operation and nothing else', () => {
  let home: Home
  let id: WorkspaceId
  let files: string
  const ballast = () => join(disk?.path ?? '', 'ballast')
  afterEach(() => {
    firm?.signOut()
    rmSync(ballast(), { force: true })
  })

  beforeAll(async () => {
    await builtInFolder()
    home = await smallFirm(disk?.path ?? '')
    id = (await addWorkspace(await enter(home), 'Client')).id
    files = join(folder.path, 'files')
    mkdirSync(files)
    for (let number = 0; number < 60; number += 1)
      writeFileSync(
        join(files, `${String(number).padStart(2, '0')}.txt`),
        `The rent of flat ${number} is due.\n\n${randomBytes(24 * 1024)
          .toString('base64')
          .replaceAll('/', ' ')}`,
      )
  })

  test('an import fails with one sentence; what it acknowledged is there when there is room again', async () => {
    writeFileSync(ballast(), new Uint8Array(12 * 1024 * 1024))
    const workspace = await open(await enter(home), id)
    const acknowledged: string[] = []
    const failure = await importing(workspace, acknowledged)
    expect(failure).toBeInstanceOf(BulkheadError)
    expect((failure as BulkheadError).code).toBe('disk-full')
    expect((failure as BulkheadError).message).toMatch(/^The disk is full\. [A-Z].*\.$/)
    expect(acknowledged.length).toBeGreaterThan(2)
    await workspace.lock()

    rmSync(ballast())
    const reopened = await open(await enter(home), id)
    const { documents } = await reopened.caller.call('documents.list', {})
    const ready = documents.filter((one) => one.status === 'ready').map((one) => one.title)
    expect(ready).toEqual(expect.arrayContaining(acknowledged))
    const { hits } = await reopened.caller.call('search', { query: 'rent of flat', limit: 3 })
    expect(hits).toHaveLength(3)
    await expect(reopened.caller.call('log.check', {})).resolves.toHaveProperty('size')
    // The refusal itself found room, and so did the lock.
    const { entries } = await reopened.caller.call('log.list', { limit: 50 })
    const about = { method: 'documents.import', code: 'disk-full' }
    expect(entries).toContainEqual(expect.objectContaining({ type: 'call.failed', outcome: 'failed', about }))
    expect(entries.filter(({ type }) => type === 'workspace.closed').length).toBeGreaterThan(0)
    await reopened.lock()
  })

  test('a request that finds no room is refused, on record, and nothing else is harmed', async () => {
    const workspace = await open(await enter(home), id)
    const { caller } = workspace
    await caller.call('members.list', {})
    expect(statSync(reserveFile(home.workspaceFile(id))).size).toBe(reserveBytes)
    fill()
    // Until the pages that are there are used up.
    const failure = await untilItFails(async () => await caller.call('groups.add', { name: newId(GroupId) }))
    expect(failure).toMatchObject({ code: 'disk-full' })
    expect(String(failure)).toContain('The disk is full. ')
    expect(existsSync(reserveFile(home.workspaceFile(id)))).toBe(false)
    // What needs no room is served as ever.
    await expect(caller.call('workspace.about', {})).resolves.toMatchObject({ name: 'Client' })
    rmSync(ballast())
    const { entries } = await caller.call('log.list', { limit: 1 })
    const [{ seq } = { seq: 0 }] = entries
    const { entry } = await caller.call('log.entry', { seq: seq - 1 })
    expect(entry).toMatchObject({
      type: 'call.failed',
      actor: firm?.staff.id,
      outcome: 'failed',
      about: { method: 'groups.add', code: 'disk-full' },
    })
    await expect(caller.call('log.check', {})).resolves.toHaveProperty('size')
    await workspace.lock()
    // Made again when there is room.
    await (await open(await enter(home), id)).lock()
    expect(statSync(reserveFile(home.workspaceFile(id))).size).toBe(reserveBytes)
  })

  test('nothing can be opened or signed in to without room for its entry: said so, on record, and right afterwards', async () => {
    const counted = failures(await enter(home)).length
    firm?.signOut()
    fill()
    refusedWith(await bulkhead(home.folder, ['workspace', 'list']), /The disk is full/)
    rmSync(ballast())
    const entered = await enter(home)
    expect(failures(entered).slice(counted)).toEqual([{ method: 'staff.signed-in', code: 'disk-full' }])
    fill()
    const failure = await untilItFails(async () => await (await open(entered, id)).lock())
    expect(failure).toMatchObject({ code: 'disk-full' })
    rmSync(ballast())
    // The firm's log holds what was refused, in its own reserve, and the workspace's too.
    expect(typesOf(entered).at(-1)).toBe('unlock.refused')
    const workspace = await open(entered, id)
    const { entries } = await workspace.caller.call('log.list', { limit: 20 })
    expect(entries.map(({ type, about }) => [type, about['method'] ?? about['code']])).toEqual(
      expect.arrayContaining([
        ['call.failed', 'workspaces.open'],
        ['workspace.refused', 'disk-full'],
      ]),
    )
    await workspace.lock()
  })

  test('a workspace that could not be made is not there, and can be made later', async () => {
    const entered = await enter(home)
    fill()
    await expectRefusal(async () => await addWorkspace(entered, 'Another'), 'disk-full')
    rmSync(ballast())
    const { id: made } = await addWorkspace(entered, 'Another')
    await (await open(entered, made)).lock()
    await (await open(entered, id)).lock()
  })

  /** Imports the files; resolves with how it failed, and notes each file that was told to be done. */
  async function importing(workspace: OpenWorkspace, acknowledged: string[]): Promise<unknown> {
    let names: readonly string[] = []
    let at = ''
    await workspace.offer([files])
    return await workspace.caller
      .call(
        'documents.import',
        { paths: [files] },
        {
          onEvent: (event, payload) => {
            if (event === 'import.files') names = payload.files.map((name) => basename(name))
            if (event !== 'import.file') return
            at = names[payload.index] ?? ''
            if (payload.stage === 'ready') acknowledged.push(at)
          },
        },
      )
      .catch((error: unknown) => {
        expect(acknowledged).not.toContain(at)
        return error
      })
  }

  function typesOf(of: Firm): string[] {
    return entriesOf(of).map(({ type }) => type)
  }

  function failures(of: Firm): object[] {
    return entriesOf(of)
      .filter(({ type }) => type === 'call.failed')
      .map(({ about }) => about)
  }

  function entriesOf(of: Firm): Entry[] {
    return of.parts.log.log.leaves(0, 1_000).map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
  }

  function fill(): void {
    const { bavail, bsize } = statfsSync(disk?.path ?? '')
    writeFileSync(ballast(), new Uint8Array(bavail * bsize))
  }
})

/** How a call failed that was repeated until it did. */
async function untilItFails(call: () => Promise<unknown>): Promise<unknown> {
  for (let tries = 0; tries < 500; tries += 1) {
    try {
      await call()
    } catch (error) {
      return error
    }
  }
  throw new Error('it never failed')
}

test.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
  'the tests of a full disk ran: root may mount a file system here',
  () => {
    expect(disk).not.toBeNull()
  },
)
