import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseRecovery } from '../../core/firm/recovery-file.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { formatRecoveryKey, newRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { type FirmAtHand, inFolder } from './firm-at-hand.ts'

// What a passphrase costs is tested elsewhere.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const folder = temporaryFolder()
let firm: FirmAtHand
let workspace: WorkspaceId
let first: string
let copies = 0
const others: FirmAtHand[] = []

beforeAll(async () => {
  firm = await inFolder(folder.path, 'firm').create()
  ;({ workspace, sheet: first } = await firm.add('Client'))
  await firm.open(workspace)
})
afterAll(async () => {
  for (const one of [firm, ...others]) await one.main.close()
  folder.remove()
})

/** The file and what lies beside it, as they are now, in a folder of their own. */
async function copyOf(): Promise<string> {
  await firm.client.call('workspaces.lock', { workspace })
  const to = join(folder.path, `copy-${copies++}`)
  mkdirSync(to)
  const file = firm.home.workspaceFile(workspace)
  for (const one of [file, firm.home.recoveryFile(workspace)]) copyFileSync(one, join(to, basename(one)))
  await firm.open(workspace)
  return join(to, basename(file))
}

/** Whether a sheet opens a copy in another firm. */
async function opensWith(sheet: string, file: string): Promise<string> {
  const other = await inFolder(folder.path, `other-${others.length}`).create()
  others.push(other)
  try {
    return await other.recover(file, sheet)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('K3: a recovery sheet', () => {
  test('is unconfirmed until it was typed back, and a wrong one confirms nothing', async () => {
    expect(await firm.sheetState(workspace)).toBe('unconfirmed')
    const wrong = formatRecoveryKey(newRecoveryKey())
    await expectRefusal(async () => await firm.confirm(workspace, wrong), 'wrong-recovery-key')
    expect(await firm.sheetState(workspace)).toBe('unconfirmed')
    await firm.confirm(workspace, first.toLowerCase().replaceAll('-', ' '))
    expect(await firm.sheetState(workspace)).toBe('confirmed')
  })

  test('a new one opens nothing away from the old one until it is confirmed: one of the two always opens', async () => {
    const second = await firm.newSheet(workspace)
    expect(await firm.sheetState(workspace)).toBe('replacing')
    expect(await firm.types(workspace)).toContain('recovery.sheet-made')
    expect(await opensWith(first, await copyOf())).toBe(workspace)

    await firm.confirm(workspace, second)
    expect(await firm.sheetState(workspace)).toBe('confirmed')
    const file = await copyOf()
    expect(await opensWith(first, file)).toMatch(
      /^This recovery sheet was replaced on \d{1,2} \w+ \d{4}; look for the one that was made then\.$/,
    )
    expect(await opensWith(second, file)).toBe(workspace)
    first = second
  })

  test('one that was made and lost is replaced by the next, and never opens', async () => {
    const lost = await firm.newSheet(workspace)
    const next = await firm.newSheet(workspace)
    await expectRefusal(async () => await firm.confirm(workspace, lost), 'wrong-recovery-key')
    expect(await firm.sheetState(workspace)).toBe('replacing')
    await firm.confirm(workspace, next)
    first = next
  })

  test('S4: only an owner makes one, also where main is asked directly, and the refusal is in the log', async () => {
    const { id, publicKey, name } = await addMember()
    const caller = firm.main.bound(workspace).caller
    await caller.call('members.add', { member: id, name, role: 'member', publicKey })
    await firm.client.call('workspaces.admit', { workspace, staff: id })
    await firm.client.call('firm.signOut', {})
    await firm.signIn('Mia', 'mia mia, eleven ferries')
    await firm.open(workspace)
    const before = readFileSync(firm.home.recoveryFile(workspace), 'utf8')
    await expectRefusal(async () => await firm.newSheet(workspace), 'refused')
    expect(readFileSync(firm.home.recoveryFile(workspace), 'utf8')).toBe(before)
    await firm.client.call('firm.signOut', {})
    await firm.signIn()
    await firm.open(workspace)
    const { entries } = await firm.main.bound(workspace).caller.call('log.list', { limit: 20 })
    expect(entries.filter(({ type }) => type === 'call.refused').map(({ about }) => about)).toEqual([
      { method: 'workspaces.newRecoverySheet' },
    ])
  })

  async function addMember() {
    await firm.client.call('staff.add', {
      name: 'Mia',
      role: 'staff',
      passphrase: new TextEncoder().encode('mia mia, eleven ferries'),
    })
    const { staff } = await firm.client.call('staff.list', {})
    return staff.find(({ name }) => name === 'Mia')!
  }

  test('a locked workspace gets none, nor does one that is not this person’s', async () => {
    await firm.client.call('workspaces.lock', { workspace })
    await expectRefusal(async () => await firm.newSheet(workspace), 'locked')
    await firm.open(workspace)
  })

  test('K6: the file of the first form opens, and one of a later form is left alone', async () => {
    const file = firm.home.recoveryFile(workspace)
    const now = parseRecovery(readFileSync(file, 'utf8'))
    expect(parseRecovery(JSON.stringify(now.current))).toEqual({
      current: now.current,
      next: null,
      replaced: [],
    })
    const newer = JSON.stringify({ format: 'bulkhead recovery file 3', more: true })
    await expectRefusal(() => parseRecovery(newer), 'newer-version')
    for (const damaged of ['', '{', '{}', JSON.stringify({ ...now.current, sealed: 5 })])
      await expectRefusal(() => parseRecovery(damaged), 'tampered-wrap')
    const other = { ...now.current, workspace: 'b'.repeat(now.current.workspace.length) }
    const mixed = { format: 'bulkhead recovery file 2', ...now, next: other }
    await expectRefusal(() => parseRecovery(JSON.stringify(mixed)), 'tampered-wrap')
  })

  test('S2: a file is brought in only where a person has chosen it', async () => {
    const file = await copyOf()
    await expectRefusal(
      async () =>
        await firm.client.call('workspaces.recover', { file, recoveryKey: new TextEncoder().encode(first) }),
      'bad-input',
    )
    writeFileSync(join(folder.path, 'x.bulkhead'), 'x')
    await expectRefusal(async () => await firm.recover(join(folder.path, 'x.bulkhead'), first), 'not-found')
  })
})
