import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Home, recoveryFileOf } from '../../core/firm/home.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { formatRecoveryKey, newRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { temporaryFolder } from '../builders.ts'
import { bulkhead, refusedAs, refusedWith, succeeded } from './command-line.ts'
import { addWorkspace, hashesOf, open, signedIn, smallFirm } from './small-firm.ts'

const folder = temporaryFolder()
let old: Home
let fresh: Home
let id: WorkspaceId
let file: string
let recoveryKey: string

beforeAll(async () => {
  await builtInFolder()
  old = await smallFirm(folder.path)
  fresh = await smallFirm(join(folder.path, 'fresh'))
  const memo = join(folder.path, 'memo.txt')
  writeFileSync(memo, 'The Nightjar merger closes in May.')
  const firm = await signedIn(old)
  const made = await addWorkspace(firm, 'Client & Söhne')
  id = made.id
  recoveryKey = made.recoveryKey
  const workspace = await open(firm, id)
  await workspace.offer([memo])
  await workspace.caller.call('documents.import', { paths: [memo] })
  await workspace.lock()
  firm.signOut()
  file = old.workspaceFile(id)
})
afterAll(() => folder.remove())

const recover = (key: string | null, from = file, json: readonly string[] = []) =>
  bulkhead(
    fresh.folder,
    [...json, 'recover', from],
    key === null ? {} : { env: { BULKHEAD_RECOVERY_KEY: key } },
  )

describe('K3: the keychain is lost', () => {
  test('the key store gone: said so, with the way on, and nothing is made in its place', async () => {
    const store = old.keyStoreFile(old.read().firm)
    const bytes = readFileSync(store)
    rmSync(store)
    const before = hashesOf(old.folder)
    const result = await bulkhead(old.folder, ['workspace', 'list'])
    refusedWith(result, /key store file is missing; .*recover each workspace with its recovery key/)
    const { lock: _lock, ...after } = hashesOf(old.folder)
    expect(before).toMatchObject(after)
    writeFileSync(store, bytes)
  })

  test('a wrong recovery key, one mistyped, none at all: refused, nothing is brought in', async () => {
    const before = hashesOf(join(fresh.folder, 'workspaces'))
    refusedWith(await recover(formatRecoveryKey(newRecoveryKey())), /not the one for this workspace/)
    const typo = (recoveryKey.startsWith('0') ? '1' : '0') + recoveryKey.slice(1)
    refusedWith(await recover(typo), /typing error; compare it .*, group by group/)
    refusedAs(await recover(recoveryKey.slice(0, -5), file, ['--json']), 'wrong-recovery-key')
    refusedWith(await recover(null), /set BULKHEAD_RECOVERY_KEY/)
    expect(hashesOf(join(fresh.folder, 'workspaces'))).toEqual(before)
  })

  test('a damaged copy, or one without its recovery file: refused, and no hindrance to the right one', async () => {
    const copies = join(folder.path, 'copies')
    mkdirSync(copies)
    const copy = join(copies, basename(file))
    const bytes = Buffer.from(readFileSync(file))
    bytes[50]! ^= 1
    writeFileSync(copy, bytes)
    refusedAs(await recover(recoveryKey, copy, ['--json']), 'not-found')
    copyFileSync(recoveryFileOf(file), recoveryFileOf(copy))
    refusedAs(await recover(recoveryKey, copy, ['--json']), 'wrong-key')
    writeFileSync(recoveryFileOf(copy), '{}')
    refusedAs(await recover(recoveryKey, copy, ['--json']), 'tampered-wrap')
  })

  test('the right one: everything is there in another home, and the original is untouched', async () => {
    const before = hashesOf(old.folder)
    const typed = recoveryKey.toLowerCase().replaceAll('-', ' ')
    expect(succeeded(await recover(typed))).toContain('Client & Söhne is open again')
    expect(hashesOf(old.folder)).toEqual(before)
    const found = succeeded(await bulkhead(fresh.folder, ['search', 'Client & Söhne', 'merger']))
    expect(found).toContain('Nightjar')

    const firm = await signedIn(fresh)
    const workspace = await open(firm, id)
    const { documents } = await workspace.caller.call('documents.list', {})
    expect(documents).toMatchObject([{ title: 'memo.txt', status: 'ready' }])
    await expect(workspace.caller.call('workspace.about', {})).resolves.toMatchObject({ role: 'owner' })
    const { entries } = await workspace.caller.call('log.list', { limit: 100 })
    expect(entries.filter((entry) => entry.type === 'workspace.recovered')).toHaveLength(1)
    await workspace.lock()
    firm.signOut()
    refusedWith(await recover(recoveryKey), /in this folder already/)
  })

  test('both lost: an honest message, that there is no other way', async () => {
    const store = old.keyStoreFile(old.read().firm)
    rmSync(store)
    refusedWith(
      await bulkhead(old.folder, ['search', 'Client & Söhne', 'merger']),
      /recovery key\. Without either, nobody can open them\./,
    )
  })
})
