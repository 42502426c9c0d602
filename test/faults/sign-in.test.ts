import { writeFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { bulkhead, refusedAs, refusedWith } from './command-line.ts'
import { hashesOf, passphraseBytes, signedIn, smallFirm } from './small-firm.ts'

const folder = temporaryFolder()
let home: Home
let before: Record<string, string>

beforeAll(async () => {
  home = await smallFirm(folder.path)
  const firm = await signedIn(home)
  firm.signOut()
  before = hashesOf(home.folder)
})
afterAll(() => folder.remove())

describe('K2: a wrong passphrase', () => {
  test('is refused, and nothing is written', async () => {
    const args = ['workspace', 'list']
    refusedWith(await bulkhead(home.folder, args, { passphrase: 'wrong' }), /passphrase is not right/)
    refusedAs(await bulkhead(home.folder, ['--json', ...args], { passphrase: 'wrong' }), 'wrong-passphrase')
    expect(hashesOf(home.folder)).toEqual(before)
  })

  test('another spelling of the right one is right: it is normalised', async () => {
    const spelled = new TextDecoder().decode(passphraseBytes()).normalize('NFD')
    expect((await bulkhead(home.folder, ['workspace', 'list'], { passphrase: spelled })).code).toBe(0)
    before = hashesOf(home.folder)
  })

  test('none at all, or that of nobody', async () => {
    await expectRefusal(async () => await signIn(home, { staff: null, passphrase: null }), 'wrong-passphrase')
    await expectRefusal(
      async () => await signIn(home, { staff: 'Nobody', passphrase: passphraseBytes() }),
      'not-found',
    )
  })
})

describe('K2: a home that is already open', () => {
  test('is refused to a second process, which waits no longer than a moment and changes nothing', async () => {
    // Reading the files here would drop the lock: on POSIX, closing any handle of a process on a file does.
    const firm = await signedIn(home)
    const { size } = firm.parts.log.log
    const startedMs = Date.now()
    refusedWith(await bulkhead(home.folder, ['workspace', 'list']), /already open on this folder/)
    expect(Date.now() - startedMs).toBeLessThan(20_000)
    expect(firm.parts.log.log.size).toBe(size)
    firm.signOut()
    expect((await bulkhead(home.folder, ['workspace', 'list'])).code).toBe(0)
  })

  test('also to a second sign-in of the same process', async () => {
    const firm = await signedIn(home)
    await expectRefusal(async () => await signedIn(home), 'home-open')
    firm.signOut()
    const again = await signedIn(home)
    again.signOut()
  })
})

describe('K2: an installation on top of another', () => {
  const init = ['firm', 'init', '--name', 'Firm', '--staff', 'Eve', '--key-store', 'passphrase']

  test('is refused where there is a firm', async () => {
    before = hashesOf(home.folder)
    refusedWith(await bulkhead(home.folder, init), /There is a firm in this folder already/)
    expect(hashesOf(home.folder)).toEqual(before)
  })

  test('is refused where workspaces are left whose firm is gone', async () => {
    const other = temporaryFolder()
    const orphan = await smallFirm(other.path)
    const file = orphan.workspaceFile('ab'.repeat(16) as Parameters<Home['workspaceFile']>[0])
    writeFileSync(file, 'not to be lost')
    rmSync(join(orphan.folder, 'home.json'))
    const now = hashesOf(orphan.folder)
    refusedWith(await bulkhead(orphan.folder, init), /workspaces whose firm is gone/)
    expect(hashesOf(orphan.folder)).toEqual(now)
    expect(readFileSync(file, 'utf8')).toBe('not to be lost')
    other.remove()
  })
})
