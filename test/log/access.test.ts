import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AccessSnapshot } from '../../core/audit/event.ts'
import { accessInTables } from '../../core/workspace/people/access-state.ts'
import type { Member } from '../../core/workspace/people/people.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { type BusyWorkspace, busyWorkspace, list } from './busy-workspace.ts'
import { expectFound } from './expect-found.ts'
import { execute, operate, pagesOf, putBackPages } from './surgery.ts'

const folder = temporaryFolder()
let busy: BusyWorkspace
/** Access as it should be. */
let right: AccessSnapshot

beforeAll(async () => {
  busy = await busyWorkspace(folder.path)
  right = operate(busy.workspace, accessInTables)
})
afterEach(() => busy.restore())
afterAll(() => {
  busy.workspace.close()
  folder.remove()
})

/** What a member can see, in a workspace that checks. */
async function titles(member: Member): Promise<string[]> {
  const scope = await busy.workspace.open(member)
  return scope.reader.documents
    .list()
    .map((document) => document.title)
    .sort()
}

/** Goes on as the owner and asserts that access is right again, in the file, in the log and for Mia. */
async function goOnAndCompare(): Promise<void> {
  const { workspace, mia } = busy
  const scope = await (await expectFound(workspace, ['access-differs'])).goOn('an old page was put back')
  workspace.anchor(scope)
  const [entry] = scope.reader.log.latest(1)
  expect(entry).toMatchObject({
    type: 'log.continued',
    about: { findings: ['access-differs'], access: right },
  })
  workspace.close()
  expect(operate(workspace, accessInTables)).toEqual(right)
  expect(await titles(mia)).toEqual(['Lease'])
}

test('who may read what, as it is', async () => {
  expect(await titles(busy.workspace.owner)).toEqual(['Lease', 'Memo'])
  expect(await titles(busy.mia)).toEqual(['Lease'])
})

describe('A2: access tables edited by someone who has the key', () => {
  const edits: readonly [name: string, sql: () => string][] = [
    ['a role raised', () => `UPDATE member SET role = 'owner' WHERE id = '${busy.mia.id}'`],
    ['a role lowered', () => `UPDATE member SET role = 'member' WHERE id = '${busy.workspace.owner.id}'`],
    ['a key replaced', () => `UPDATE member SET public_key = zeroblob(32) WHERE id = '${busy.nina.id}'`],
    ['a member removed', () => `DELETE FROM member WHERE id = '${busy.nina.id}'`],
    [
      'a member added',
      () => `INSERT INTO member VALUES ('${'ab'.repeat(16)}', 'owner', zeroblob(32), 'Eve')`,
    ],
    [
      'the owner struck out',
      () => `PRAGMA foreign_keys = off; DELETE FROM member WHERE id = '${busy.workspace.owner.id}'`,
    ],
    ['a group joined', () => `INSERT INTO group_member VALUES ('${busy.partners}', '${busy.mia.id}')`],
    ['a group left', () => `DELETE FROM group_member WHERE member_id = '${busy.workspace.owner.id}'`],
    ['a group added', () => `INSERT INTO access_group VALUES ('${'cd'.repeat(16)}', 'new', 0)`],
    [
      'a document put into another group',
      () =>
        `UPDATE document_group SET group_id = (SELECT id FROM access_group WHERE everyone = 1) WHERE group_id = '${busy.partners}'`,
    ],
    ['a document of no group', () => `DELETE FROM document_group`],
  ]

  test.each(edits)('%s: found, and going on puts it right', async (_name, sql) => {
    execute(busy.workspace, sql())
    await goOnAndCompare()
  })

  test('a document struck out is found; it cannot come back, and the log says what holds', async () => {
    const { workspace, lease } = busy
    execute(workspace, `DELETE FROM document WHERE id = '${lease}'`)
    const scope = await (await expectFound(workspace, ['access-differs'])).goOn('a document is gone')
    workspace.anchor(scope)
    const documents = right.documents.filter((one) => one.document !== lease)
    expect(scope.reader.log.latest(1)[0]?.about['access']).toEqual({ ...right, documents })
    await workspace.open()
  })

  test('a member goes on from nothing, also one who made herself an owner', async () => {
    const { workspace, mia } = busy
    execute(workspace, `UPDATE member SET role = 'owner' WHERE id = '${mia.id}'`)
    const quarantine = await expectFound(workspace, ['access-differs'], mia)
    await expectRefusal(async () => await quarantine.goOn('I am an owner'), 'refused')
    workspace.close()
    expect((await expectFound(workspace, ['access-differs'])).findings).toHaveLength(1)
  })

  test('another key under a member’s name opens nothing', async () => {
    const { workspace, mia, nina } = busy
    await expectRefusal(
      async () => await workspace.unlock({ ...mia, publicKey: nina.publicKey }),
      'not-member',
    )
    execute(workspace, `INSERT INTO group_member VALUES ('${busy.partners}', '${mia.id}')`)
    await expectRefusal(
      async () => await workspace.unlock({ ...mia, publicKey: nina.publicKey }),
      'not-member',
    )
  })
})

describe('A2: old pages of the access tables', () => {
  test.each(['group_member', 'document_group'])('of %s give no right back', async (table) => {
    const { workspace, earlier } = busy
    expect(putBackPages(workspace.file, earlier.bytes, pagesOf(workspace, table))).toBeGreaterThan(0)
    await goOnAndCompare()
  })

  test('of member: the one who was added since cannot open it, and comes back by the log', async () => {
    const { workspace, earlier, nina } = busy
    expect(putBackPages(workspace.file, earlier.bytes, pagesOf(workspace, 'member'))).toBeGreaterThan(0)
    const asNina = await expectFound(workspace, ['access-differs'], nina)
    await expectRefusal(async () => await asNina.goOn('I was here'), 'refused')
    await goOnAndCompare()
    expect(await titles(nina)).toEqual([])
  })

  test('with a guard taken off as well: both are found, and the log still wins', async () => {
    const { workspace, earlier, mia } = busy
    execute(workspace, 'DROP TRIGGER entry_never_updated')
    expect(putBackPages(workspace.file, earlier.bytes, pagesOf(workspace, 'group_member'))).toBeGreaterThan(0)
    const scope = await (
      await expectFound(workspace, ['guard-missing', 'access-differs'])
    ).goOn('two at once')
    workspace.anchor(scope)
    expect(scope.reader.log.latest(1)[0]?.about['access']).toEqual(right)
    expect(await titles(mia)).toEqual(['Lease'])
  })

  test('the log goes on being right after a repair', async () => {
    const { workspace } = busy
    execute(workspace, `INSERT INTO group_member VALUES ('${busy.partners}', '${busy.mia.id}')`)
    await goOnAndCompare()
    const scope = await workspace.open()
    list(scope, 5)
    scope.write(({ people }) => people.join(busy.partners, busy.nina.id))
    workspace.anchor(scope)
    expect(await titles(busy.nina)).toEqual(['Memo'])
  })
})
