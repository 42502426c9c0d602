import { copyFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addGroup } from '../../core/access/groups.ts'
import { addMember } from '../../core/access/add-member.ts'
import { openDatabase } from '../../core/database/connection.ts'
import { unlock } from '../../core/workspace/unlock.ts'
import {
  addDocument,
  type BuiltMember,
  builtMember,
  BuiltWorkspace,
  everyone,
  temporaryFolder,
} from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let member: BuiltMember
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  member = builtMember('Mina Member', 'member')
  const scope = await workspace.open()
  const partners = scope.write((writer) => {
    addMember(writer, member, [])
    return addGroup(writer, 'partners', [workspace.owner.id])
  })
  addDocument(scope, { title: 'Memo', pages: ['For partners.'], groups: [partners] })
  addDocument(scope, { title: 'Lease', pages: ['The rent.'], groups: [everyone(scope)] })
  workspace.anchor(scope)
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

/** Writes to the closed file as someone would who has its key. */
function tamper(sql: string): void {
  workspace.close()
  const connection = openDatabase({ file: workspace.file, key: workspace.key, mode: 'open' })
  connection.execute(sql)
  connection.close()
}

describe('S2: a scope comes only from unlocking as a verified member', () => {
  test('control: members get theirs, each under their own id', async () => {
    expect((await workspace.open(member)).member).toBe(member.id)
    expect((await workspace.open()).role).toBe('owner')
  })

  test('a stranger who has the key of the file', async () => {
    await expectRefusal(() => workspace.unlock(builtMember('Sam Stranger', 'owner')), 'not-member')
  })

  test('a member’s id with another key pair', async () => {
    const { publicKey } = builtMember('Sam Stranger', 'owner')
    await expectRefusal(() => workspace.unlock({ ...member, publicKey }), 'not-member')
    await expectRefusal(() => workspace.unlock({ ...workspace.owner, publicKey }), 'not-member')
    const short = { ...member, publicKey: member.publicKey.slice(0, 31) }
    await expectRefusal(() => workspace.unlock(short), 'not-member')
  })

  test('the role is the file’s, not what the caller says', async () => {
    expect((await workspace.open({ ...member, role: 'owner' })).role).toBe('member')
  })

  test('a good file of another workspace, put in the place of this one', async () => {
    const other = new BuiltWorkspace(folder.path, member)
    workspace.close()
    copyFileSync(other.file, workspace.file)
    const request = {
      file: workspace.file,
      key: other.key,
      workspace: workspace.id,
      member: { id: member.id, publicKey: member.publicKey },
      anchorNote: other.anchorNote,
      signingKey: other.signer.publicKey,
      recoveredBy: null,
    }
    await expectRefusal(() => unlock(request), 'swapped')
    await expectRefusal(() => unlock({ ...request, key: workspace.key }), 'wrong-key')
    const opened = await unlock({ ...request, workspace: other.id })
    expect(opened.kind).toBe('open')
    opened.close()
  })
})

describe('A2: access in the tables is access in the log', () => {
  const forgeries: Record<string, () => string> = {
    'a role raised': () => `UPDATE member SET role = 'owner' WHERE id = '${member.id}'`,
    'a key replaced': () => `UPDATE member SET public_key = x'${'00'.repeat(32)}' WHERE id = '${member.id}'`,
    'a member added': () =>
      `INSERT INTO member VALUES ('${'c'.repeat(32)}', 'owner', x'${'00'.repeat(32)}', 'Guest')`,
    'a member taken out of a group': () => `DELETE FROM group_member WHERE member_id = '${member.id}'`,
    'a group added': () => `INSERT INTO access_group VALUES ('${'d'.repeat(32)}', 'guests', 0)`,
    'a document given to everyone': () =>
      `INSERT INTO document_group SELECT document.key, access_group.id FROM document, access_group
        WHERE title = 'Memo' AND everyone = 1`,
    'a document taken from everyone': () => 'DELETE FROM document_group',
    'a document removed': () => `DELETE FROM document WHERE title = 'Memo'`,
  }
  for (const [name, sql] of Object.entries(forgeries))
    test(`${name}: no scope, and the reason`, async () => {
      tamper(sql())
      const unlocked = await workspace.unlock()
      expect(unlocked).toMatchObject({
        kind: 'found',
        quarantine: { findings: [{ kind: 'access-differs' }] },
      })
      expect(unlocked).not.toHaveProperty('scope')
    })

  test('a member does not go on from a damaged log; an owner gets the access of the log', async () => {
    tamper(`UPDATE member SET role = 'owner' WHERE id = '${member.id}'`)
    const asMember = await workspace.unlock(member)
    if (asMember.kind !== 'found') throw new Error('it opened')
    await expectRefusal(async () => await asMember.quarantine.goOn('because'), 'refused')
    const asOwner = await workspace.unlock()
    if (asOwner.kind !== 'found') throw new Error('it opened')
    const scope = await asOwner.quarantine.goOn('because')
    expect(scope.reader.people.member(member.id)?.role).toBe('member')
  })
})
