import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { opens } from '../../core/audit/commitment.ts'
import { Entry } from '../../core/audit/entry.ts'
import type { FindingKind } from '../../core/audit/finding.ts'
import { BulkheadError } from '../../core/errors.ts'
import { temporaryFolder } from '../builders.ts'
import { type BusyWorkspace, busyWorkspace } from './busy-workspace.ts'
import { expectFound, kindsOf } from './expect-found.ts'
import { cutOff, operate, pageBytes, pagesOf, putBackPages } from './surgery.ts'

const folder = temporaryFolder()
let busy: BusyWorkspace

beforeAll(async () => {
  busy = await busyWorkspace(folder.path)
})
afterEach(() => busy.restore())
afterAll(() => {
  busy.workspace.close()
  folder.remove()
})

/** Puts back all pages of a table as they were at the earlier moment. */
function rollBack(table: string): void {
  const { workspace, earlier } = busy
  expect(putBackPages(workspace.file, earlier.bytes, pagesOf(workspace, table))).toBeGreaterThan(0)
}

/** What unlocking comes to: kinds of findings, the code of a refusal, or the size of a log that checks. */
async function outcome(): Promise<FindingKind[] | string | number> {
  try {
    const unlocked = await busy.workspace.unlock()
    return unlocked.kind === 'open' ? unlocked.scope.log.size : kindsOf(unlocked.quarantine.findings)
  } catch (error) {
    if (error instanceof BulkheadError) return error.code
    throw error
  }
}

test('the workspace checks as it is', async () => {
  expect(await outcome()).toBe(busy.size)
})

describe('A2: old pages put back', () => {
  test.each([
    ['member', ['access-differs']],
    ['group_member', ['access-differs']],
    ['document_group', ['access-differs']],
  ] as const)('of %s', async (table, kinds) => {
    rollBack(table)
    await expectFound(busy.workspace, kinds)
  })

  test.each(['entry', 'log_node'])('of %s', async (table) => {
    rollBack(table)
    const found = await outcome()
    expect(typeof found).not.toBe('number')
    expect(found).not.toEqual([])
    expect(found).not.toBe('internal')
  })

  test('one by one: each page of the entries, the tree and access, indexes too, is found', async () => {
    const { workspace, earlier } = busy
    const guarded = [
      'entry',
      'log_node',
      'member',
      'access_group',
      'group_member',
      'document_group',
      'document',
    ]
    const pages = new Set(guarded.flatMap((table) => pagesOf(workspace, table)))
    let tried = 0
    for (const page of pages) {
      busy.restore()
      if (putBackPages(workspace.file, earlier.bytes, [page]) === 0) continue
      tried += 1
      const found = await outcome()
      expect(Array.isArray(found) || found === 'damaged', `page ${page}: ${JSON.stringify(found)}`).toBe(true)
      expect(found).not.toEqual([])
    }
    expect(tried).toBeGreaterThanOrEqual(8)
  })

  test('of opening: older, and still genuine; the entries stand', async () => {
    const { workspace } = busy
    const before = countOpenings()
    rollBack('opening')
    expect(await outcome()).toBe(busy.size)
    workspace.close()
    expect(countOpenings()).toBeLessThan(before)
    const rows = operate(workspace, (connection) =>
      connection
        .prepare<{ seq: number; field: string; salt: Uint8Array; value: string; leaf: string }>(
          'SELECT seq, field, salt, value, leaf FROM opening JOIN entry USING (seq)',
        )
        .all(),
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const { seq, field, salt, value, leaf } of rows) {
      const commitment = Entry.parse(JSON.parse(leaf)).sealed[field] ?? ''
      const placed = { log: workspace.id, sequence: seq, field, value: JSON.parse(value) as unknown }
      expect(opens({ ...placed, salt, commitment })).toBe(true)
      expect(opens({ ...placed, value: 'something else', salt, commitment })).toBe(false)
    }
  })

  test('of log_checkpoint: the copies are older, and the log still checks against the anchor', async () => {
    rollBack('log_checkpoint')
    expect(await outcome()).toBe(busy.size)
    const scope = await busy.workspace.open()
    scope.write((writer) => writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} }))
    busy.workspace.anchor(scope)
    await expect(scope.check(anchorOf())).resolves.toMatchObject({ findings: [] })
  })

  function countOpenings(): number {
    return operate(
      busy.workspace,
      (connection) =>
        connection.prepare<{ count: number }>('SELECT count(*) AS count FROM opening').get()?.count ?? 0,
    )
  }

  function anchorOf() {
    const { anchorNote, signer } = busy.workspace
    return { anchorNote, signingKey: signer.publicKey }
  }
})

describe('A2: the file put back or cut off', () => {
  test('a whole older copy is behind the anchor', async () => {
    writeFileSync(busy.workspace.file, busy.earlier.bytes)
    await expectFound(busy.workspace, ['behind-anchor'])
  })

  test('a whole older copy, with the anchor of that moment, passes: only a checkpoint kept elsewhere can tell', async () => {
    writeFileSync(busy.workspace.file, busy.earlier.bytes)
    busy.workspace.anchorNote = busy.earlier.anchorNote
    expect(await outcome()).toBe(busy.earlier.size)
  })

  test('old entries and tree under newer checkpoints are found although the anchor is old too', async () => {
    const { workspace, earlier } = busy
    const newer = operate(workspace, (connection) =>
      connection.prepare<{ size: number; note: string }>('SELECT size, note FROM log_checkpoint').all(),
    )
    writeFileSync(workspace.file, earlier.bytes)
    workspace.anchorNote = earlier.anchorNote
    operate(workspace, (connection) => {
      for (const { size, note } of newer)
        connection.prepare('INSERT OR REPLACE INTO log_checkpoint (size, note) VALUES (?, ?)').run(size, note)
    })
    await expectFound(workspace, ['checkpoint-forged'])
  })

  test('cut off at any length: refused or found, never served, and the file is left alone', async () => {
    const { workspace } = busy
    const { length } = readFileSync(workspace.file)
    const cuts = [
      1,
      100,
      pageBytes,
      pageBytes + 1,
      10 * pageBytes,
      length - pageBytes,
      length - 100,
      length - 1,
    ]
    for (const cut of cuts) {
      busy.restore()
      cutOff(workspace.file, cut)
      const before = readFileSync(workspace.file)
      const found = await outcome()
      const refused = Array.isArray(found) || ['damaged', 'wrong-key'].includes(String(found))
      expect(refused, `without the last ${cut} bytes: ${JSON.stringify(found)}`).toBe(true)
      workspace.close()
      expect(readFileSync(workspace.file).equals(before)).toBe(true)
    }
    busy.restore()
    writeFileSync(workspace.file, '')
    expect(await outcome()).toBe('damaged')
  })
})
