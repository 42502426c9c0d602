import * as fc from 'fast-check'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BulkheadError } from '../../core/errors.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { list } from '../log/busy-workspace.ts'
import { hashesOf, signedIn, smallFirm } from './small-firm.ts'

const folder = temporaryFolder()
const workspace = new BuiltWorkspace(folder.path)
let whole: Buffer

beforeAll(async () => {
  const scope = await workspace.open()
  const groups = [everyone(scope)]
  for (let number = 0; number < 20; number += 1)
    addDocument(scope, { title: `Lease ${number}`, pages: [`The rent of flat ${number} is due.`], groups })
  list(scope, 50)
  workspace.anchor(scope)
  workspace.close()
  whole = readFileSync(workspace.file)
})
afterAll(() => {
  workspace.close()
  folder.remove()
})

/** Reads everything that a member can read. */
function readAll(scope: Scope): number {
  const { documents, passages, people, log } = scope.reader
  for (const { id } of documents.list()) {
    documents.get(id)
    documents.original(id)
  }
  passages.totals()
  people.groups()
  return log.latest(1_000).length
}

/** What comes of a damaged file: never anything but a typed failure, findings, or the data as it was. */
async function outcome(): Promise<string> {
  try {
    const unlocked = await workspace.unlock()
    if (unlocked.kind === 'found') return `found ${unlocked.quarantine.findings.length > 0}`
    return `read ${readAll(unlocked.scope)}`
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    expect(error.message).toMatch(/^[A-Z].*\.$/)
    return error.code
  } finally {
    workspace.close()
  }
}

const allowed = ['found true', 'wrong-key', 'damaged', 'read ']

describe('K5: a workspace file with flipped bytes', () => {
  test('at any offset: a typed refusal, a finding or what was written, and the file is left as it is', async () => {
    const seen = new Set<string>()
    const intact = await outcome()
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (offset, mask) => {
        const bytes = Buffer.from(whole)
        bytes[offset]! ^= mask
        writeFileSync(workspace.file, bytes)
        const result = await outcome()
        seen.add(result)
        expect(allowed.some((one) => result.startsWith(one))).toBe(true)
        if (result.startsWith('read')) expect(result).toBe(intact)
        expect(readFileSync(workspace.file).equals(bytes)).toBe(true)
      }),
      { numRuns: 150 },
    )
    // The flips did reach the file.
    expect(seen.size).toBeGreaterThan(1)
  })

  test('in each byte of the first 128, where SQLite and the cipher keep their own', async () => {
    for (let offset = 0; offset < 128; offset += 1) {
      const bytes = Buffer.from(whole)
      bytes[offset]! ^= 1 << (offset % 8)
      writeFileSync(workspace.file, bytes)
      const result = await outcome()
      expect(
        allowed.some((one) => result.startsWith(one)),
        `offset ${offset}: ${result}`,
      ).toBe(true)
      expect(readFileSync(workspace.file).equals(bytes), `offset ${offset}`).toBe(true)
    }
  })

  test('pages exchanged, zeroed or filled with noise', async () => {
    const pageBytes = 4_096
    const pages = whole.length / pageBytes
    for (let page = 0; page < pages; page += 3) {
      const bytes = Buffer.from(whole)
      const other = (page + 1) % pages
      if (page % 2 === 0) bytes.fill(0, page * pageBytes, (page + 1) * pageBytes)
      else whole.copy(bytes, page * pageBytes, other * pageBytes, (other + 1) * pageBytes)
      writeFileSync(workspace.file, bytes)
      const result = await outcome()
      expect(
        allowed.some((one) => result.startsWith(one)),
        `page ${page}: ${result}`,
      ).toBe(true)
    }
  })

  test('and opens again once the bytes are back', async () => {
    writeFileSync(workspace.file, whole)
    expect(await outcome()).toMatch(/^read \d+$/)
  })
})

describe('K5: the files of the firm', () => {
  test('firm.db with flipped bytes: refused at sign-in, nothing is written', async () => {
    const home = await smallFirm(folder.path)
    const firm = await signedIn(home)
    firm.signOut()
    const file = home.firmFile(firm.id)
    const good = readFileSync(file)
    for (const offset of [100, 2_000, 5_000]) {
      const bytes = Buffer.from(good)
      bytes[offset]! ^= 0x10
      writeFileSync(file, bytes)
      const before = hashesOf(home.folder)
      const failure = await signedIn(home).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(BulkheadError)
      expect((failure as BulkheadError).code).toMatch(/^(wrong-key|damaged|log-damaged)$/)
      expect(hashesOf(home.folder)).toEqual(before)
    }
    writeFileSync(file, good)
    ;(await signedIn(home)).signOut()
  })

  test('home.json with anything else in it: refused', async () => {
    const home = await smallFirm(`${folder.path}/other`)
    const file = `${home.folder}/home.json`
    const good = readFileSync(file, 'utf8')
    const key = home.keyStoreFile(home.read().firm)
    for (const bad of ['', '{', 'null', '[]', '{}', good.slice(0, 40), good.replace('passphrase', 'cloud')]) {
      writeFileSync(file, bad)
      await expectRefusal(() => home.read(), 'damaged')
      expect(readFileSync(file, 'utf8')).toBe(bad)
    }
    writeFileSync(file, good)
    const store = readFileSync(key, 'utf8')
    for (const bad of ['', '{}', store.replace('"body":"', '"body":"A'), store.slice(0, -3)]) {
      writeFileSync(key, bad)
      const before = hashesOf(home.folder)
      await expectRefusal(async () => await signedIn(home), 'tampered-wrap')
      const { lock: _lock, ...after } = hashesOf(home.folder)
      expect(before).toMatchObject(after)
    }
    writeFileSync(key, store)
    ;(await signedIn(home)).signOut()
  })
})
