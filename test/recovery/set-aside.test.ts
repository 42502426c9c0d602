import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { WorkspaceId } from '../../core/ids.ts'
import { formatRecoveryKey, newRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { temporaryFolder } from '../builders.ts'
import { hashesOf } from '../faults/small-firm.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { type FirmAtHand, inFolder } from './firm-at-hand.ts'

// What a passphrase costs is tested elsewhere.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const folder = temporaryFolder()
let firm: FirmAtHand
let one: { workspace: WorkspaceId; sheet: string }
let two: { workspace: WorkspaceId; sheet: string }

beforeAll(async () => {
  await builtInFolder()
  firm = await inFolder(folder.path, 'home').create()
  one = await firm.add('Client One')
  two = await firm.add('Client Two')
  await firm.open(one.workspace)
  await firm.importText(one.workspace, join(folder.path, 'memo.txt'), 'The Nightjar merger closes in May.')
  await firm.client.call('firm.signOut', {})
})
afterAll(async () => {
  await firm.main.close()
  folder.remove()
})

const setAside = async () => await firm.client.call('firm.setAside', {})

describe('K3: the keys of a firm are gone', () => {
  test('K2: one whose keys are there is not put aside, signed in or not', async () => {
    const before = hashesOf(firm.home.folder)
    await expectRefusal(setAside, 'refused')
    await firm.signIn()
    await expectRefusal(setAside, 'refused')
    await firm.client.call('firm.signOut', {})
    expect(firm.home.exists).toBe(true)
    for (const [name, hash] of Object.entries(hashesOf(join(firm.home.folder, 'workspaces'))))
      expect(before[`workspaces/${name}`]).toBe(hash)
  })

  test('it is put aside whole, a new one is set up in its place, and every client comes back by its sheet alone', async () => {
    const { firm: id } = firm.home.read()
    rmSync(firm.home.keyStoreFile(id))
    await expectRefusal(async () => await firm.signIn(), 'keychain-empty')
    const before = hashesOf(firm.home.folder)
    // Killed on the way: some of it is there already, and home.json, which comes last, is not.
    const aside = join(firm.home.earlierFolder, id)
    mkdirSync(aside, { recursive: true })
    renameSync(firm.home.firmFile(id), join(aside, `firm-${id}.db`))
    expect(firm.home.exists).toBe(true)
    await setAside()
    expect(firm.home.exists).toBe(false)
    const after = hashesOf(aside)
    for (const name of Object.keys(after)) expect(after[name], name).toBe(before[name])
    expect(Object.keys(after).filter((name) => name.endsWith('.bulkhead'))).toHaveLength(2)

    await firm.create()
    expect(await firm.client.call('recovery.waiting', {})).toEqual({ count: 2 })
    const wrong = formatRecoveryKey(newRecoveryKey())
    await expectRefusal(async () => await firm.recover(null, wrong), 'wrong-recovery-key')
    // Which client a sheet belongs to nobody has to know.
    expect(await firm.recover(null, two.sheet)).toBe(two.workspace)
    expect(await firm.recover(null, one.sheet)).toBe(one.workspace)
    expect(await firm.titles(one.workspace)).toEqual(['memo.txt'])
    expect(await firm.types(one.workspace)).toContain('workspace.recovered')
    expect(await firm.sheetState(one.workspace)).toBe('confirmed')
    expect(await firm.client.call('recovery.waiting', {})).toEqual({ count: 0 })
    await expectRefusal(async () => await firm.recover(null, one.sheet), 'not-found')
    // Nothing was taken from what was put aside.
    expect(readdirSync(join(aside, 'workspaces')).filter((name) => name.endsWith('.bulkhead'))).toHaveLength(
      2,
    )
    expect(existsSync(join(aside, 'home.json'))).toBe(true)
  })
})
