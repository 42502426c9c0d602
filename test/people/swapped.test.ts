import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { BulkheadError } from '../../core/errors.ts'
import { temporaryFolder } from '../builders.ts'
import { hashesOf } from '../faults/small-firm.ts'
import { ana, firmOfTwo, type FirmOfTwo, mia, openHere, passphraseOf } from './firm-of-two.ts'

const folder = temporaryFolder()
/** Two firms of the same people with the same passphrases; nothing of one is good for the other. */
let mine: FirmOfTwo
let theirs: FirmOfTwo
let number = 0

beforeAll(async () => {
  mine = await firmOfTwo(join(folder.path, 'mine'))
  theirs = await firmOfTwo(join(folder.path, 'theirs'))
})
afterAll(() => folder.remove())

function copy(): Home {
  number += 1
  const home = new Home(join(folder.path, `swapped ${number}`))
  cpSync(mine.home.folder, home.folder, { recursive: true })
  return home
}

/** What each part of a firm is called in its home. */
const parts: Record<string, (firm: Pick<FirmOfTwo, 'workspace'>, home: Home) => string> = {
  'the key store': (_firm, home) => home.keyStoreFile(home.read().firm),
  'the firm’s register': (_firm, home) => home.firmFile(home.read().firm),
  'the workspace’s file': ({ workspace }, home) => home.workspaceFile(workspace),
}

/** Signs in and opens the workspace; the code of whatever refuses. */
async function outcome(home: Home, name: string = ana): Promise<string> {
  try {
    const firm = await signIn(home, { staff: name, passphrase: passphraseOf(name) })
    try {
      ;(await openHere(firm, mine.workspace)).close()
      return 'opens'
    } finally {
      firm.signOut()
    }
  } catch (error) {
    return error instanceof BulkheadError ? error.code : String(error)
  }
}

describe('K2: a part of one firm put in the place of another’s is refused, and left alone', () => {
  test('the whole of it opens', async () => {
    expect(await outcome(copy())).toBe('opens')
  })

  test.each([
    ['the key store', ['tampered-wrap', 'wrong-key']],
    ['the firm’s register', ['wrong-key']],
    ['the workspace’s file', ['wrong-key']],
  ] as const)('%s', async (part, codes) => {
    const home = copy()
    const file = parts[part]!(mine, home)
    const other = parts[part]!(theirs, theirs.home)
    for (const end of ['', '-wal']) {
      rmSync(`${file}${end}`, { force: true })
      if (existsSync(`${other}${end}`)) copyFileSync(`${other}${end}`, `${file}${end}`)
    }
    const before = hashesOf(home.folder)[file.slice(home.folder.length + 1)]
    expect(codes).toContain(await outcome(home))
    expect(hashesOf(home.folder)[file.slice(home.folder.length + 1)]).toBe(before)
  })

  test.each(['the key store', 'the firm’s register', 'the workspace’s file'] as const)(
    '%s and all others but it',
    async (part) => {
      const home = copy()
      for (const [name, of] of Object.entries(parts)) {
        if (name === part) continue
        const file = of(mine, home)
        for (const end of ['', '-wal']) rmSync(`${file}${end}`, { force: true })
        copyFileSync(of(theirs, theirs.home), file)
      }
      expect(await outcome(home)).not.toBe('opens')
    },
  )
})

describe('K2: rows of the register, exchanged by somebody who has its key', () => {
  const change = async (sql: string): Promise<Home> => {
    const home = copy()
    const firm = await signIn(home, { staff: ana, passphrase: passphraseOf(ana) })
    firm.parts.connection.execute(sql)
    firm.signOut()
    return home
  }
  const exchanged = (table: string, column: string, key: string) => `
    CREATE TEMP TABLE kept AS SELECT ${key} AS id, ${column} AS value FROM ${table};
    UPDATE ${table} SET ${column} = (SELECT value FROM kept WHERE kept.id <> ${table}.${key});`

  test.each([
    ['two people’s wraps', exchanged('wrap', 'sealed', 'staff_id'), 'tampered-wrap'],
    ['two people’s sealed accounts', exchanged('staff', 'sealed_key', 'id'), 'tampered-wrap'],
    ['two people’s public keys', exchanged('staff', 'public_key', 'id'), 'tampered-wrap'],
    ['the version of a wrap', 'UPDATE wrap SET key_version = 2', 'tampered-wrap'],
  ])('%s', async (_what, sql, code) => {
    const home = await change(sql)
    for (const name of [ana, mia]) expect(await outcome(home, name), name).toBe(code)
  })
})
