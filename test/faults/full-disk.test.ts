import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Firm } from '../../core/firm/firm.ts'
import type { Home } from '../../core/firm/home.ts'
import { BulkheadError } from '../../core/errors.ts'
import type { OpenWorkspace } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { bulkhead, refusedWith } from './command-line.ts'
import { addWorkspace, open, signedIn, smallFirm } from './small-firm.ts'
import { smallDisk } from './small-disk.ts'

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
    await reopened.lock()
  })

  test('nothing can be opened or signed in to without room for its entry: said so, and right afterwards', async () => {
    fill()
    refusedWith(await bulkhead(home.folder, ['workspace', 'list']), /The disk is full/)
    rmSync(ballast())
    const entered = await enter(home)
    fill()
    await expectRefusal(async () => await open(entered, id), 'disk-full')
    rmSync(ballast())
    await (await open(entered, id)).lock()
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

  function fill(): void {
    const { bavail, bsize } = statfsSync(disk?.path ?? '')
    writeFileSync(ballast(), new Uint8Array(bavail * bsize))
  }
})

test.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
  'the tests of a full disk ran: root may mount a file system here',
  () => {
    expect(disk).not.toBeNull()
  },
)
