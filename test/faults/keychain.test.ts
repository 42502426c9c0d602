import { afterAll, describe, expect, test } from 'vitest'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { FirmId, newId, type WorkspaceId } from '../../core/ids.ts'
import { workspaceItem } from '../../core/keys/store/key-store.ts'
import { openKeychain } from '../../core/keys/store/keychain.ts'
import { join } from 'node:path'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { bulkhead, refusedAs, refusedWith } from './command-line.ts'
import { addWorkspace, hashesOf, open, passphraseBytes } from './small-firm.ts'

/**
 * These need a keychain that answers, on Linux a session with a Secret Service, and fail without one. A machine that
 * cannot have one says so with BULKHEAD_TEST_NO_KEYCHAIN=1.
 */
const without = process.env['BULKHEAD_TEST_NO_KEYCHAIN'] === '1'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe.runIf(process.platform === 'linux')('K1: no keychain answers', () => {
  // The command line gets no address of a session bus in its environment here.
  test('at set-up: refused, with the way out, and there is no firm', async () => {
    const home = new Home(join(folder.path, 'none'))
    const init = ['firm', 'init', '--name', 'Firm', '--staff', 'Priya']
    refusedWith(await bulkhead(home.folder, init), /no working keychain; turn it on, or .*passphrase-only/)
    refusedAs(await bulkhead(home.folder, ['--json', ...init]), 'keychain-missing')
    expect(home.exists).toBe(false)
    expect(hashesOf(home.folder)).toEqual({})
    expect((await bulkhead(home.folder, [...init, '--key-store', 'passphrase'])).code).toBe(0)
  })

  test('at sign-in: refused, and nothing is written', async () => {
    const home = new Home(join(folder.path, 'gone'))
    home.make()
    home.write({ format: 'bulkhead home 1', firm: newId(FirmId), keyStore: 'keychain', login: 'passphrase' })
    const before = hashesOf(home.folder)
    refusedWith(await bulkhead(home.folder, ['workspace', 'list']), /no working keychain/)
    const { lock: _lock, ...after } = hashesOf(home.folder)
    expect(after).toEqual(before)
  })
})

describe.skipIf(without)('K2, K3: a keychain that answers "nothing" for data that exists', () => {
  const home = new Home(join(folder.path, 'emptied'))
  const credentials = () => ({ staff: null, passphrase: passphraseBytes() })
  let firm: FirmId
  let workspace: WorkspaceId

  afterAll(() => {
    const keychain = openKeychain(firm)
    for (const item of ['device', 'firm-anchor', workspaceItem(workspace)] as const) keychain.delete(item)
  })

  test('is not a new user: nothing is made, nothing is written', async () => {
    const names = { name: 'Firm', staff: 'Priya', keyStore: 'keychain' as const }
    firm = (await createFirm(home, { ...names, passphrase: passphraseBytes() })).firm
    const created = await signIn(home, credentials())
    workspace = (await addWorkspace(created, 'Client')).id
    await (await open(created, workspace)).lock()
    created.signOut()

    const keychain = openKeychain(firm)
    const kept = keychain.get('device')
    keychain.delete('device')
    const before = hashesOf(home.folder)
    await expectRefusal(async () => await signIn(home, credentials()), 'keychain-empty')
    await expectRefusal(
      async () => await createFirm(home, { ...names, passphrase: passphraseBytes() }),
      'already-exists',
    )
    expect(hashesOf(home.folder)).toEqual(before)
    expect(keychain.get('device')).toBeNull()

    if (kept) keychain.set('device', kept)
    const again = await signIn(home, credentials())
    await (await open(again, workspace)).lock()
    again.signOut()
  })

  test('the item of one workspace gone: that workspace is refused, and its file left alone', async () => {
    const signedInAgain = await signIn(home, credentials())
    const keychain = openKeychain(firm)
    const item = keychain.get(workspaceItem(workspace))
    keychain.delete(workspaceItem(workspace))
    const before = hashesOf(join(home.folder, 'workspaces'))
    await expectRefusal(async () => await open(signedInAgain, workspace), 'keychain-empty')
    expect(keychain.get(workspaceItem(workspace))).toBeNull()
    expect(hashesOf(join(home.folder, 'workspaces'))).toEqual(before)
    if (item) keychain.set(workspaceItem(workspace), item)
    await (await open(signedInAgain, workspace)).lock()
    signedInAgain.signOut()
  })
})
