import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders.ts'
import { bulkhead, type CommandOptions, refusedAs, refusedWith } from './command-line.ts'
import { hashesOf, smallFirm } from './small-firm.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

/** For root modes are no bar, so the command runs as another user; for anybody else they are. */
const root = process.getuid?.() === 0
const nobody = 65_534
const asNobody: CommandOptions = root
  ? { under: ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] }
  : {}

describe.skipIf(process.platform === 'win32')('K2: a folder without permission', () => {
  const init = ['firm', 'init', '--name', 'Firm', '--staff', 'Priya', '--key-store', 'passphrase']
  let home: string

  beforeAll(async () => {
    home = (await smallFirm(folder.path)).folder
    chmodSync(folder.path, 0o755)
    if (!root) return
    for (const name of ['.', ...readdirSync(home, { recursive: true, encoding: 'utf8' })])
      chownSync(join(home, name), nobody, nobody)
  })

  test('that cannot be written: no firm is set up in it', async () => {
    const closed = join(folder.path, 'closed')
    mkdirSync(closed, { mode: 0o555 })
    refusedWith(await bulkhead(join(closed, 'home'), init, asNobody), /Check the permissions of the folder/)
    refusedWith(await bulkhead(closed, init, asNobody), /Check the permissions of the folder/)
    expect(readdirSync(closed)).toEqual([])
  })

  test('that cannot be entered: not taken for an empty one', async () => {
    const before = hashesOf(home)
    chmodSync(home, 0o000)
    refusedWith(await bulkhead(home, ['workspace', 'list'], asNobody), /Check the permissions of the folder/)
    refusedAs(await bulkhead(home, ['--json', ...init], asNobody), 'not-writable')
    chmodSync(home, 0o700)
    expect(hashesOf(home)).toEqual(before)
  })

  test('that can only be read: sign-in is refused, as it could not be recorded', async () => {
    const { lock: _lock, ...before } = hashesOf(home)
    chmodSync(home, 0o500)
    refusedWith(await bulkhead(home, ['workspace', 'list'], asNobody), /permission|may change files/)
    chmodSync(home, 0o700)
    const { lock: _after, ...after } = hashesOf(home)
    expect(after).toEqual(before)
  })

  test('with a file of it that cannot be read', async () => {
    for (const name of readdirSync(home).filter((one) => /json$|db$/.test(one))) {
      chmodSync(join(home, name), 0o000)
      const result = await bulkhead(home, ['workspace', 'list'], asNobody)
      refusedWith(result, /permission|cannot be read/)
      chmodSync(join(home, name), 0o600)
    }
    expect((await bulkhead(home, ['workspace', 'list'], asNobody)).code).toBe(0)
  })
})
