import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Home } from '../../core/firm/home.ts'
import { newId, type WorkspaceId, WorkspaceId as Id } from '../../core/ids.ts'
import { unlock } from '../../core/workspace/unlock.ts'
import { BuiltWorkspace, temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { execute } from '../log/surgery.ts'
import { bulkhead, refusedAs, refusedWith } from './command-line.ts'
import { addWorkspace, firmKey, hashesOf, open, signedIn, smallFirm, workspaceKey } from './small-firm.ts'

const folder = temporaryFolder()
let home: Home
let first: WorkspaceId
let second: WorkspaceId
let keys: { first: Uint8Array; firm: Uint8Array }

beforeAll(async () => {
  home = await smallFirm(folder.path)
  const firm = await signedIn(home)
  first = (await addWorkspace(firm, 'First')).id
  second = (await addWorkspace(firm, 'Second')).id
  keys = { first: await workspaceKey(firm, first), firm: firmKey(firm) }
  firm.signOut()
})
afterAll(() => folder.remove())

describe('K2, K6: files from a newer version are refused and left alone', () => {
  test('a workspace', async () => {
    const file = home.workspaceFile(first)
    copyFileSync(file, `${file}.kept`)
    execute({ file, key: keys.first }, 'PRAGMA user_version = 999')
    const before = readFileSync(file)
    const args = ['search', 'First', 'rent']
    refusedWith(await bulkhead(home.folder, args), /written by a newer Bulkhead\. Update Bulkhead/)
    refusedAs(await bulkhead(home.folder, ['--json', ...args]), 'newer-version')
    expect(readFileSync(file).equals(before)).toBe(true)
    renameSync(`${file}.kept`, file)
  })

  test('firm.db', async () => {
    const file = home.firmFile(home.read().firm)
    copyFileSync(file, `${file}.kept`)
    execute({ file, key: keys.firm }, 'PRAGMA user_version = 999')
    const before = hashesOf(home.folder)
    await expectRefusal(async () => await signedIn(home), 'newer-version')
    expect(hashesOf(home.folder)).toEqual(before)
    renameSync(`${file}.kept`, file)
  })

  test.each([
    ['home.json', () => `${home.folder}/home.json`, 'bulkhead home 1', 'bulkhead home 2'],
    ['the key store', () => home.keyStoreFile(home.read().firm), '"version":1', '"version":2'],
  ] as const)('%s', async (_name, place, now, then) => {
    const file = place()
    const good = readFileSync(file, 'utf8')
    expect(good).toContain(now)
    writeFileSync(file, good.replace(now, then))
    const before = hashesOf(home.folder)
    await expectRefusal(async () => await signedIn(home), 'newer-version')
    expect(hashesOf(home.folder)).toEqual(before)
    writeFileSync(file, good)
    const firm = await signedIn(home)
    firm.signOut()
  })
})

describe('K2: workspace files that are not where they belong', () => {
  test('two files swapped: both refused, neither changed, and both open again in their own places', async () => {
    const [one, other] = [home.workspaceFile(first), home.workspaceFile(second)]
    swap(one, other)
    const before = [readFileSync(one), readFileSync(other)]
    const firm = await signedIn(home)
    await expectRefusal(async () => await open(firm, first), 'wrong-key')
    await expectRefusal(async () => await open(firm, second), 'wrong-key')
    expect([readFileSync(one), readFileSync(other)]).toEqual(before)
    swap(one, other)
    await (await open(firm, first)).lock()
    await (await open(firm, second)).lock()
    firm.signOut()
  })

  test('a file with the right key and another id: refused, not changed', async () => {
    const workspace = new BuiltWorkspace(folder.path)
    const before = readFileSync(workspace.file)
    const request = {
      file: workspace.file,
      key: workspace.key,
      workspace: newId(Id),
      member: { id: workspace.owner.id, publicKey: workspace.owner.publicKey },
      anchorNote: null,
      signingKey: workspace.signer.publicKey,
      recoveredBy: null,
    }
    await expectRefusal(async () => await unlock(request), 'swapped')
    await expectRefusal(
      async () => await unlock({ ...request, workspace: workspace.id, key: new Uint8Array(32) }),
      'wrong-key',
    )
    expect(readFileSync(workspace.file).equals(before)).toBe(true)
  })

  test('a file that is gone: said so, and none is made in its place', async () => {
    const file = home.workspaceFile(first)
    renameSync(file, `${file}.kept`)
    const firm = await signedIn(home)
    await expectRefusal(async () => await open(firm, first), 'not-found')
    expect(() => readFileSync(file)).toThrow('ENOENT')
    renameSync(`${file}.kept`, file)
    await (await open(firm, first)).lock()
    firm.signOut()
  })

  function swap(one: string, other: string): void {
    copyFileSync(one, `${one}.swap`)
    copyFileSync(other, one)
    copyFileSync(`${one}.swap`, other)
    rmSync(`${one}.swap`)
  }
})
