import { copyFileSync, cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addMember } from '../../core/access/add-member.ts'
import { membersWithout, removeMember } from '../../core/access/remove-member.ts'
import { setRole } from '../../core/access/set-role.ts'
import { openDatabase } from '../../core/database/connection.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { newId, StaffId } from '../../core/ids.ts'
import { listWorkspaces } from '../../core/firm/list-workspaces.ts'
import { addWrap } from '../../core/firm/wraps.ts'
import { recoverWorkspace } from '../../core/firm/recover-workspace.ts'
import { workspaceFileSource } from '../../core/host/backup/workspace-file.ts'
import { parseRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { workspaceItem } from '../../core/keys/store/key-store.ts'
import { addDocument, everyone, temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { ana, copyOf, firmOfTwo, type FirmOfTwo, keysOf, mia, openHere, signedIn } from './firm-of-two.ts'
import { removeHere } from './removal.ts'

const folder = temporaryFolder()
/** As it was before anybody was removed; each test has a copy. */
let original: FirmOfTwo
let home: Home
let firm: Firm | undefined

beforeAll(async () => {
  original = await firmOfTwo(folder.path)
})
beforeEach(() => {
  home = copyOf(original.home, folder.path)
})
afterEach(() => {
  firm?.signOut()
  firm = undefined
})
afterAll(() => folder.remove())

async function as(name: string, where = home): Promise<Firm> {
  firm?.signOut()
  firm = await signedIn(where, name)
  return firm
}

/** Ana removes Mia, and then writes something. */
async function removedAndGoneOn(): Promise<string> {
  const asAna = await as(ana)
  const sheet = await removeHere(asAna, original.workspace, original.mia)
  const { scope, sign, close } = await openHere(asAna, original.workspace)
  addDocument(scope, { title: 'Made after', pages: ['made after'], groups: [everyone(scope)] })
  sign()
  close()
  return sheet
}

describe('incident 10, S2, K2: a removed member', () => {
  test('has no workspace any more, not even its name', async () => {
    await removedAndGoneOn()
    const asMia = await as(mia)
    expect(await listWorkspaces(asMia)).toEqual({ workspaces: [], closed: [] })
    await expectRefusal(() => openHere(asMia, original.workspace), 'not-member')
  })

  test('opens nothing made after with the key and the wraps that they kept', async () => {
    const asMia = await as(mia)
    const [{ key }] = await keysOf(bindWorkspace(asMia, original.workspace), asMia)
    const wrap = asMia.parts.connection
      .prepare<{ sealed: Uint8Array }>('SELECT sealed FROM wrap WHERE staff_id = ?')
      .get(original.mia)!
    const share = asMia.parts.store.get(workspaceItem(original.workspace))!
    await removedAndGoneOn()
    const file = home.workspaceFile(original.workspace)
    await expectRefusal(() => openDatabase({ file, key, mode: 'open' }), 'wrong-key')

    // Their wrap put back into the register: the share that it was made with is gone.
    const again = await as(mia)
    again.parts.connection
      .prepare('INSERT INTO wrap (workspace_id, staff_id, key_version, sealed) VALUES (?, ?, 1, ?)')
      .run(original.workspace, original.mia, wrap.sealed)
    await expectRefusal(() => openHere(again, original.workspace), 'tampered-wrap')
    // The old share too: what then opens is the old key, and the file has another.
    again.parts.store.set(workspaceItem(original.workspace), share)
    await expectRefusal(() => openHere(again, original.workspace), 'wrong-key')
  })

  test('opens nothing made after with a folder that they copied', async () => {
    const copied = copyOf(home, folder.path)
    await removedAndGoneOn()
    // What they had, they have.
    const asMia = await as(mia, copied)
    const { scope, close } = await openHere(asMia, original.workspace)
    expect(scope.reader.documents.count()).toBe(0)
    close()
    // The file as it is now, put into their folder, is not opened by anything there.
    for (const end of ['-wal', '.reserve'])
      rmSync(`${copied.workspaceFile(original.workspace)}${end}`, { force: true })
    copyFileSync(home.workspaceFile(original.workspace), copied.workspaceFile(original.workspace))
    await expectRefusal(() => openHere(asMia, original.workspace), 'wrong-key')
  })

  test('is refused by the file itself, where main was killed before it dropped their wrap', async () => {
    const asAna = await as(ana)
    const { scope, binding, sign, close } = await openHere(asAna, original.workspace)
    const { keyVersion } = await binding.prepareKey({
      kind: 'prepare-key',
      keyVersion: 1,
      members: membersWithout(scope.reader, original.mia),
    })
    scope.write((writer) => removeMember(writer, original.mia, keyVersion))
    sign()
    close()
    const asMia = await as(mia)
    expect((await listWorkspaces(asMia)).workspaces).toHaveLength(1)
    await expectRefusal(() => openHere(asMia, original.workspace), 'not-member')
    // Hers was not an opening that could undo anything: the next of those who stay finishes it.
    ;(await openHere(await as(ana), original.workspace)).close()
    expect((await listWorkspaces(await as(mia))).workspaces).toHaveLength(0)
  })

  test('says and reads nothing more in a session that was open: an owner who removes themself', async () => {
    const asAna = await as(ana)
    const { scope, binding, sign, close } = await openHere(asAna, original.workspace)
    scope.write((writer) => setRole(writer, original.mia, 'owner'))
    const me = asAna.staff.id
    const { keyVersion } = await binding.prepareKey({
      kind: 'prepare-key',
      keyVersion: 1,
      members: membersWithout(scope.reader, me),
    })
    scope.write((writer) => removeMember(writer, me, keyVersion))
    binding.keyDecided()
    sign()
    expect(scope.isMember).toBe(false)
    await expectRefusal(() => scope.role, 'refused')
    await expectRefusal(() => scope.write(() => undefined), 'refused')
    close()
    expect((await listWorkspaces(asAna)).workspaces).toEqual([])
    await expectRefusal(() => openHere(asAna, original.workspace), 'not-member')
    const asMia = await as(mia)
    const opened = await openHere(asMia, original.workspace)
    expect(opened.scope.reader.people.members().map(({ name }) => name)).toEqual([mia])
    expect(opened.scope.reader.people.groups().flatMap(({ members }) => members)).toEqual([original.mia])
    opened.close()
  })
})

describe('K3: recovery sheets and a removal', () => {
  test('the new sheet opens what is made after, the old one does not', async () => {
    const sheet = await removedAndGoneOn()
    const other = new Home(join(folder.path, 'other'))
    cpSync((await firmOfTwo(join(folder.path, 'elsewhere'))).home.folder, other.folder, { recursive: true })
    const elsewhere = await as(ana, other)
    const file = home.workspaceFile(original.workspace)
    await expectRefusal(
      async () =>
        await recoverWorkspace(elsewhere, workspaceFileSource(file), parseRecoveryKey(original.recoveryKey)),
      'wrong-recovery-key',
    )
    const { id, abandon } = await recoverWorkspace(
      elsewhere,
      workspaceFileSource(file),
      parseRecoveryKey(sheet),
    )
    expect(id).toBe(original.workspace)
    abandon()
  })

  test('a copy taken while the key was changed opens with whichever sheet fits', async () => {
    const asAna = await as(ana)
    const { scope, binding, close } = await openHere(asAna, original.workspace)
    const { recoveryKey } = await binding.prepareKey({
      kind: 'prepare-key',
      keyVersion: 1,
      members: membersWithout(scope.reader, original.mia),
    })
    close()
    const other = copyOf(original.home, folder.path)
    const file = home.workspaceFile(original.workspace)
    const elsewhere = await as(ana, other)
    elsewhere.parts.connection.execute('DELETE FROM wrap; DELETE FROM workspace;')
    rmSync(other.workspaceFile(original.workspace))
    for (const key of [parseRecoveryKey(original.recoveryKey), recoveryKey]) {
      const { abandon } = await recoverWorkspace(elsewhere, workspaceFileSource(file), key)
      abandon()
    }
  })
})

describe('roles', () => {
  test('the last owner is not removed and not demoted; with another owner both are possible', async () => {
    const asAna = await as(ana)
    const { scope, sign, close } = await openHere(asAna, original.workspace)
    const me = asAna.staff.id
    for (const attempt of [
      () => membersWithout(scope.reader, me),
      () => scope.write((writer) => removeMember(writer, me, 2)),
      () => scope.write((writer) => setRole(writer, me, 'member')),
      () => scope.write((writer) => setRole(writer, me, 'auditor')),
    ]) {
      await expectRefusal(attempt, 'refused')
      expect(attempt).toThrow('this is the last one')
    }
    expect(scope.role).toBe('owner')
    expect(scope.reader.people.keyVersion()).toBe(1)
    scope.write((writer) => setRole(writer, original.mia, 'owner'))
    scope.write((writer) => setRole(writer, me, 'auditor'))
    // At once.
    expect(scope.role).toBe('auditor')
    sign()
    close()
    // It is what the log says, or this would not open.
    const again = await openHere(await as(mia), original.workspace)
    expect(again.scope.role).toBe('owner')
    expect(membersWithout(again.scope.reader, me)).toHaveLength(1)
    again.close()
  })

  test('somebody who was never there: not found', async () => {
    const { scope, close } = await openHere(await as(ana), original.workspace)
    const nobody = newId(StaffId)
    await expectRefusal(() => membersWithout(scope.reader, nobody), 'not-found')
    await expectRefusal(() => scope.write((writer) => setRole(writer, nobody, 'member')), 'not-found')
    close()
  })

  test('a person who was removed and is added again is a member like any other', async () => {
    await removedAndGoneOn()
    const asAna = await as(ana)
    const account = asAna.listStaff().find(({ id }) => id === original.mia)!
    const { scope, sign, close } = await openHere(asAna, original.workspace)
    scope.write((writer) => addMember(writer, { ...account, role: 'member' }, []))
    sign()
    close()
    await addWrap(asAna, original.workspace, account)
    const again = await openHere(await as(mia), original.workspace)
    expect(again.scope.reader.documents.count()).toBe(1)
    again.close()
  })
})
