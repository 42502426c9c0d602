import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Entry } from '../../core/audit/entry.ts'
import { OutputFile } from '../../core/export/output-file.ts'
import { StoredZip } from '../../core/export/stored-zip.ts'
import { type Manifest, readBackup } from '../../core/host/backup/backup-file.ts'
import { BulkheadError } from '../../core/errors.ts'
import { parseRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import type { RecoveryFile } from '../../core/firm/recovery-file.ts'
import { newId, StaffId, type WorkspaceId } from '../../core/ids.ts'
import { tinyLora } from '../../models/tiny-llama.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { temporaryFolder } from '../builders.ts'
import { hashesOf, workspaceKey } from '../faults/small-firm.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { operate } from '../log/surgery.ts'
import { type FirmAtHand, inFolder } from './firm-at-hand.ts'

// What a passphrase costs is tested elsewhere.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const folder = temporaryFolder()
const backup = join(folder.path, 'backup.zip')
let firm: FirmAtHand
let workspace: WorkspaceId
let sheet: string

beforeAll(async () => {
  await builtInFolder()
  firm = await inFolder(folder.path, 'firm').create()
  ;({ workspace, sheet } = await firm.add('Client & Söhne'))
  await firm.open(workspace)
  await firm.importText(workspace, join(folder.path, 'kept.txt'), 'The Nightjar merger closes in May.')
  await firm.backUp(workspace, backup)
})
afterAll(async () => {
  await firm.main.close()
  folder.remove()
})

/** Files beside the workspace's own, by the word after its name. */
function beside(): string[] {
  return readdirSync(join(firm.home.folder, 'workspaces')).map((name) => name.replace(workspace, ''))
}

async function firmTypes(): Promise<string[]> {
  await firm.client.call('firm.signOut', {})
  const signedIn = await signIn(firm.home, {
    staff: 'Ana Pereira',
    passphrase: new TextEncoder().encode('ana ana, quiet ferries'),
  })
  const types = signedIn.parts.log.log.leaves(0, 10_000).map(({ leaf }) => Entry.parse(JSON.parse(leaf)).type)
  signedIn.signOut()
  await firm.signIn()
  return types
}

/** The backup once more, with its parts changed, in the form that Bulkhead writes. */
async function forged(
  name: string,
  change: (parts: { file: Buffer; manifest: Manifest; recovery: RecoveryFile }) => void,
): Promise<string> {
  const whole = readBackup(backup)
  const { manifest } = whole
  const { recovery } = whole.sheet(parseRecoveryKey(sheet))
  const copy = join(folder.path, 'copy-of-file')
  await whole.copyTo(copy)
  const parts = {
    file: readFileSync(copy),
    manifest: structuredClone(manifest),
    recovery: structuredClone(recovery),
  }
  change(parts)
  const path = join(folder.path, name)
  const output = new OutputFile(path)
  const zip = new StoredZip(output)
  const member = zip.begin(`${workspace}.bulkhead`)
  member.write(parts.file)
  parts.manifest.file = member.end()
  parts.manifest.recovery = zip.add(
    `${workspace}.recovery.json`,
    JSON.stringify({ format: 'bulkhead recovery file 2', ...parts.recovery }),
  )
  zip.add('manifest.json', JSON.stringify(parts.manifest))
  zip.end()
  output.finish()
  return path
}

/** The code that it is refused with. */
async function refusal(call: () => Promise<unknown>): Promise<string> {
  return await call().then(
    () => 'not refused',
    (error: unknown) => (error instanceof BulkheadError ? error.code : String(error)),
  )
}

describe('a backup', () => {
  test('K1: holds no name, no title and no text of the client, and nobody else may read it', () => {
    const bytes = readFileSync(backup)
    for (const word of ['Söhne', 'Nightjar', 'merger', 'kept.txt', 'Ana Pereira', 'Penhallow Iyer'])
      expect(bytes.includes(word), word).toBe(false)
    expect(bytes.includes(workspace)).toBe(true)
  })

  test('A1: is in both logs, and the copy has its own entry', async () => {
    expect(await firm.types(workspace)).toContain('workspace.backed-up')
    expect(await firmTypes()).toContain('backup.made')
    await firm.open(workspace)
  })

  test('what is written while it is made is neither lost nor torn, and a stop or a lock leaves nothing', async () => {
    const target = join(folder.path, 'stopped.zip')
    const stop = new AbortController()
    await expectRefusal(
      async () => await firm.backUp(workspace, target, stop.signal, () => stop.abort()),
      'cancelled',
    )
    const again = join(folder.path, 'meanwhile.zip')
    const writing = firm.importText(
      workspace,
      join(folder.path, 'later.txt'),
      'The audit of Heron begins in June.',
    )
    await Promise.all([firm.backUp(workspace, again), writing])
    const locked = join(folder.path, 'locked.zip')
    const making = firm.backUp(workspace, locked).catch((error: unknown) => error)
    await firm.client.call('workspaces.lock', { workspace })
    await making
    expect(
      readdirSync(folder.path).filter((name) => name.includes('stopped') || name.includes('bulkhead-part')),
    ).toEqual([])
    if (existsSync(locked)) readBackup(locked)
    await firm.open(workspace)
    expect(await firm.titles(workspace)).toEqual(['kept.txt', 'later.txt'])
    expect(readBackup(again).manifest.workspace).toBe(workspace)
  })

  test('S4, S2: is for owners, and goes and comes only where a person has said so', async () => {
    const target = join(folder.path, 'not-offered.zip')
    await expectRefusal(
      async () => await firm.client.call('workspaces.backup', { workspace, target }),
      'bad-input',
    )
    await expectRefusal(async () => await firm.backUp(workspace, backup), 'already-exists')
    await expectRefusal(
      async () => await firm.client.call('workspaces.restore', { file: target, replace: true }),
      'bad-input',
    )
    await firm.client.call('staff.add', {
      name: 'Mia',
      role: 'staff',
      passphrase: new TextEncoder().encode('mia mia, slow harbours'),
    })
    const { staff } = await firm.client.call('staff.list', {})
    const { id, name, publicKey } = staff.find((one) => one.name === 'Mia')!
    const { caller } = firm.main.bound(workspace)
    await caller.call('members.add', { member: id, name, role: 'member', publicKey })
    await firm.client.call('workspaces.admit', { workspace, staff: id })
    await firm.client.call('firm.signOut', {})
    await firm.signIn('Mia', 'mia mia, slow harbours')
    await firm.open(workspace)
    const before = hashesOf(join(firm.home.folder, 'workspaces'))[`${workspace}.recovery.json`]
    await expectRefusal(async () => await firm.backUp(workspace, join(folder.path, 'mia.zip')), 'refused')
    await expectRefusal(async () => await firm.restore(backup, true), 'refused')
    expect(existsSync(join(folder.path, 'mia.zip'))).toBe(false)
    expect(hashesOf(join(firm.home.folder, 'workspaces'))[`${workspace}.recovery.json`]).toBe(before)
    expect(beside().filter((one) => /before|restoring/.test(one))).toEqual([])
    await firm.client.call('firm.signOut', {})
    await firm.signIn()
    await firm.open(workspace)
    const { entries } = await firm.main.bound(workspace).caller.call('log.list', { limit: 50 })
    expect(entries.filter(({ type }) => type === 'call.refused').map(({ about }) => about)).toEqual([
      { method: 'workspaces.restore' },
      { method: 'workspaces.backup' },
    ])
  })

  test('K3: opens elsewhere with the recovery sheet, and only with that', async () => {
    const other = await inFolder(folder.path, 'other').create()
    await expectRefusal(async () => await other.restore(backup), 'not-found')
    expect(await other.recover(backup, sheet)).toBe(workspace)
    expect(await other.titles(workspace)).toEqual(['kept.txt'])
    await other.main.close()
  })

  test('K2: damaged at any place, cut off, or of a later version: a typed refusal, and nothing is changed', async () => {
    const bytes = readFileSync(backup)
    await firm.client.call('workspaces.lock', { workspace })
    const before = hashesOf(join(firm.home.folder, 'workspaces'))
    const damaged = join(folder.path, 'damaged.zip')
    const { bytes: size } = readBackup(backup).manifest.file
    // In the head, in the copy, behind it.
    const behind = bytes.indexOf('"sealed"', size)
    for (const at of [2, 20, 900, Math.floor(size / 2), size, behind + 20]) {
      const copy = Buffer.from(bytes)
      copy[at]! ^= 0x55
      writeFileSync(damaged, copy)
      expect(await refusal(async () => await firm.restore(damaged, true)), String(at)).toBe('damaged')
    }
    for (const length of [0, 3, 29, 500, size, bytes.length - 5_000]) {
      writeFileSync(damaged, bytes)
      truncateSync(damaged, length)
      await expectRefusal(async () => await firm.restore(damaged, true), 'damaged')
    }
    const newer = await forged('newer.zip', ({ manifest }) =>
      Object.assign(manifest, { format: 'bulkhead backup 2' }),
    )
    await expectRefusal(async () => await firm.restore(newer, true), 'newer-version')
    const { x: _none, ...after } = { x: '', ...hashesOf(join(firm.home.folder, 'workspaces')) }
    expect(Object.keys(after).filter((name) => /before|restoring/.test(name))).toEqual([])
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort())
  })

  test('A2: one whose log was changed by somebody with the key is not restored, and what was there is there again', async () => {
    await firm.client.call('firm.signOut', {})
    const signedIn = await signIn(firm.home, {
      staff: 'Ana Pereira',
      passphrase: new TextEncoder().encode('ana ana, quiet ferries'),
    })
    const key = await workspaceKey(signedIn, workspace)
    signedIn.signOut()
    const inside = join(folder.path, `${workspace}.bulkhead`)
    const changed = await forged('changed.zip', (parts) => {
      writeFileSync(inside, parts.file)
      operate({ file: inside, key }, (connection) => {
        connection.execute('DROP TRIGGER entry_never_deleted')
        connection.execute('DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)')
      })
      parts.file = readFileSync(inside)
    })
    await firm.signIn()
    await expectRefusal(async () => await firm.restore(changed, true), 'log-damaged')
    expect(beside().filter((name) => /before|restoring/.test(name))).toEqual([])
    await firm.open(workspace)
    expect(await firm.titles(workspace)).toEqual(['kept.txt', 'later.txt'])
  })

  test('K2: one put together from parts of two clients, or from before the client got another key, is refused', async () => {
    const elsewhere = await firm.add('Other client')
    await firm.open(elsewhere.workspace)
    const ofOther = join(folder.path, 'of-other.zip')
    await firm.backUp(elsewhere.workspace, ofOther)
    await firm.client.call('workspaces.lock', { workspace: elsewhere.workspace })
    const other = readBackup(ofOther)
    const otherFile = join(folder.path, 'other-file')
    await other.copyTo(otherFile)
    const mixed: [
      string,
      string,
      (parts: { file: Buffer; manifest: Manifest; recovery: RecoveryFile }) => void,
    ][] = [
      ['file', 'wrong-key', (parts) => (parts.file = readFileSync(otherFile))],
      [
        'recovery',
        'damaged',
        (parts) => (parts.recovery = other.sheet(parseRecoveryKey(elsewhere.sheet)).recovery),
      ],
      ['key', 'wrong-key', ({ manifest }) => (manifest.keyVersion += 1)],
    ]
    for (const [part, code, change] of mixed) {
      const path = await forged(`mixed-${part}.zip`, change)
      expect(await refusal(async () => await firm.restore(path, true)), part).toBe(code)
    }
    expect(beside().filter((name) => /before|restoring/.test(name))).toEqual([])
    await firm.open(workspace)
    expect(await firm.titles(workspace)).toEqual(['kept.txt', 'later.txt'])
  })

  test('going back to one can be stopped while it is copied: nothing has changed, and the client is open as before', async () => {
    const before = beside().toSorted()
    const setAside = async () =>
      (await firm.types(workspace)).filter((type) => type === 'workspace.set-aside').length
    const [decided, titles] = [await setAside(), await firm.titles(workspace)]
    const { caller } = firm.main.bound(workspace)
    const stop = new AbortController()
    let told = 0
    const stopping = firm.restore(backup, true, stop.signal, () => {
      told += 1
      stop.abort()
    })
    await expectRefusal(async () => await stopping, 'cancelled')
    expect(told).toBeGreaterThan(0)
    expect(beside().toSorted()).toEqual(before)
    expect(firm.main.bound(workspace).caller).toBe(caller)
    expect(await firm.titles(workspace)).toEqual(titles)
    expect(await setAside()).toBe(decided)
  })

  test('A2: goes into the place of what is there only where a person says so; that is put aside whole, and the logs say it', async () => {
    await expectRefusal(async () => await firm.restore(backup), 'unconfirmed')
    expect(await firm.titles(workspace)).toEqual(['kept.txt', 'later.txt'])
    // Wraps that somebody has put into it give nobody a key, and take nobody's.
    const withWraps = await forged('wraps.zip', ({ manifest }) => {
      const sealed = Buffer.alloc(100).toString('base64')
      const staff = [...manifest.wraps.map((wrap) => wrap.staff), newId(StaffId)]
      manifest.wraps = staff.map((one) => ({ staff: one, keyVersion: 1, sealed }))
    })
    // A window opens a client again that was shut under it: it gets the one that has come back.
    const reopened = firm.main.bound(workspace).exited.then(async () => await firm.open(workspace))
    expect(await firm.restore(withWraps, true)).toBe(workspace)
    expect(await reopened).toBe(firm.main.bound(workspace).caller)
    expect(await firm.titles(workspace)).toEqual(['kept.txt'])
    const { entries } = await firm.main.bound(workspace).caller.call('log.list', { limit: 8 })
    const About = z.object({ backup: z.object({ size: z.int() }), anchored: z.object({ size: z.int() }) })
    const restored = entries.find(({ type }) => type === 'workspace.restored')
    const { backup: state, anchored } = About.parse(restored?.about)
    expect(state.size).toBe(restored?.seq)
    expect(anchored.size).toBeGreaterThan(state.size)
    const types = await firmTypes()
    expect(types.slice(-6)).toEqual(expect.arrayContaining(['log.fork-accepted', 'backup.restored']))
    // It checks at each opening from now on, and the wraps of the others still open it.
    await firm.open(workspace)
    const aside = beside().filter((name) => name.includes('.before-'))
    expect(aside).toHaveLength(1)
    // What was put aside is a whole file, whose last words say why.
    await firm.client.call('firm.signOut', {})
    const signedIn = await signIn(firm.home, {
      staff: 'Ana Pereira',
      passphrase: new TextEncoder().encode('ana ana, quiet ferries'),
    })
    const key = await workspaceKey(signedIn, workspace)
    signedIn.signOut()
    await firm.signIn()
    const last = operate(
      { file: join(firm.home.folder, 'workspaces', `${workspace}${aside[0]}`), key },
      (connection) =>
        connection
          .prepare<{ leaf: string }>('SELECT leaf FROM entry ORDER BY seq DESC LIMIT 2')
          .all()
          .map(({ leaf }) => Entry.parse(JSON.parse(leaf)).type),
    )
    expect(last).toEqual(['workspace.closed', 'workspace.set-aside'])
  })

  test('M3: an adapter comes back with a backup of its own client, and is in no bundle that goes to others', async () => {
    const { workspace: client } = await firm.add('Client with an adapter')
    const caller = await firm.open(client)
    const path = join(folder.path, 'letters.gguf')
    const bytes = Buffer.from(tinyLora({ seed: 'letters' }))
    writeFileSync(path, bytes)
    await firm.main.bound(client).offer([path])
    const statement = 'The letters of this client from 2023, as we wrote them.'
    const { id } = await caller.call('adapters.import', { path, name: 'letters', statement })
    const bundle = join(folder.path, 'adapter-bundle.zip')
    await firm.main.bound(client).offerTarget(bundle)
    await caller.call('log.export', { target: bundle, level: 'full' })
    const released = readFileSync(bundle)
    // A bundle is a zip without compression: what is in it stands there as it is.
    expect(released.includes(statement)).toBe(true)
    expect(released.includes(bytes.subarray(0, 64))).toBe(false)
    expect(released.includes(bytes.subarray(-64))).toBe(false)

    const kept = join(folder.path, 'adapter-backup.zip')
    await firm.backUp(client, kept)
    await caller.call('adapters.remove', { adapter: id })
    await firm.client.call('workspaces.lock', { workspace: client })
    await firm.restore(kept, true)
    const again = await firm.open(client)
    expect((await again.call('adapters.list', {})).adapters).toMatchObject([
      { id, name: 'letters', statement },
    ])
    await firm.client.call('workspaces.lock', { workspace: client })
  })

  test('K3: goes into the place of a file that is damaged, or is not there', async () => {
    const file = firm.home.workspaceFile(workspace)
    await firm.client.call('workspaces.lock', { workspace })
    truncateSync(file, 8_192)
    expect(await refusal(async () => await firm.open(workspace))).toMatch(/^(damaged|wrong-key|log-damaged)$/)
    await firm.restore(backup, true)
    expect(await firm.titles(workspace)).toEqual(['kept.txt'])
    await firm.client.call('workspaces.lock', { workspace })
    rmSync(file)
    await firm.restore(backup)
    expect(await firm.titles(workspace)).toEqual(['kept.txt'])
  })
})
