import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Entry } from '../../core/audit/entry.ts'
import { openCheckpoint } from '../../core/audit/checkpoint.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { openOwnWrap } from '../../core/firm/wraps.ts'
import type { StaffId, WorkspaceId } from '../../core/ids.ts'
import { nextShareItem, workspaceItem } from '../../core/keys/store/key-store.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { inFolder, type FirmAtHand } from '../recovery/firm-at-hand.ts'
import { tracesOf } from './everywhere.ts'

// What a passphrase costs is tested elsewhere.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (written: Uint8Array | null) => new TextDecoder().decode(written ?? new Uint8Array())
const name = 'Söhne & Client'
const ana = 'ana ana, quiet ferries'
const mia = 'seven lanterns on a hill'

const folder = temporaryFolder()
const backup = join(folder.path, 'backup.zip')
/** The whole folder of the firm as somebody copied it the day before. */
const dayBefore = new Home(join(folder.path, 'the day before'))
let firm: FirmAtHand
let workspace: WorkspaceId
let sheet: string
let miaId: StaffId
/** The wraps of the workspace as they stood in firm.db. */
let keptWraps: { workspace_id: string; staff_id: string; key_version: number; sealed: Uint8Array }[]

beforeAll(async () => {
  await builtInFolder()
  firm = await inFolder(folder.path, 'firm').create()
  const { client, main } = firm
  ;({ id: miaId } = await client.call('staff.add', { name: 'Mia', role: 'staff', passphrase: bytes(mia) }))
  ;({ workspace, sheet } = await firm.add(name))
  const caller = await firm.open(workspace)
  const { staff } = await client.call('staff.list', {})
  const { publicKey } = staff.find(({ id }) => id === miaId)!
  await caller.call('members.add', { member: miaId, name: 'Mia', role: 'member', publicKey })
  await client.call('workspaces.admit', { workspace, staff: miaId })
  await firm.importText(workspace, join(folder.path, 'kept.txt'), 'The Nightjar merger closes in May.')
  await firm.backUp(workspace, backup)
  const bundle = join(folder.path, 'bundle.zip')
  await main.bound(workspace).offerTarget(bundle)
  await caller.call('log.export', { target: bundle })
  await client.call('firm.signOut', {})
  const asAna = await inside()
  keptWraps = asAna.parts.connection.prepare<(typeof keptWraps)[0]>('SELECT * FROM wrap').all()
  asAna.signOut()
  cpSync(firm.home.folder, dayBefore.folder, { recursive: true })
})
afterAll(async () => {
  await firm.main.close()
  folder.remove()
})

/** Signs in to a home without main, which is signed out then. */
async function inside(home = firm.home): Promise<Firm> {
  return await signIn(home, { staff: 'Ana Pereira', passphrase: bytes(ana) })
}

function destroy(
  given: { name?: string; passphrase?: string; isNamed?: boolean; workspace?: WorkspaceId } = {},
) {
  return firm.client.call('workspaces.destroy', {
    workspace: given.workspace ?? workspace,
    name: bytes(given.name ?? name),
    passphrase: bytes(given.passphrase ?? ana),
    isNamed: given.isNamed ?? false,
  })
}

function filesOfClients(): Map<string, Buffer> {
  const where = join(firm.home.folder, 'workspaces')
  return new Map(readdirSync(where).map((file) => [file, readFileSync(join(where, file))]))
}

describe('K7: whoever may not destroy a client, or does not mean it, changes nothing', () => {
  test('K7: one that is not open, another name and another passphrase are refused, and no byte of the client changes', async () => {
    await firm.signIn()
    const shut = filesOfClients()
    await expectRefusal(async () => await destroy(), 'locked')
    expect(filesOfClients()).toEqual(shut)
    await firm.open(workspace)
    const open = filesOfClients()
    await expectRefusal(async () => await destroy({ name: 'Sohne & Client' }), 'bad-input')
    await expectRefusal(async () => await destroy({ name: '' }), 'bad-input')
    await expectRefusal(async () => await destroy({ passphrase: mia }), 'wrong-passphrase')
    expect(filesOfClients()).toEqual(open)
    expect(await firm.titles(workspace)).toEqual(['kept.txt'])
    expect((await firm.client.call('destructions.list', {})).destructions).toEqual([])
    await firm.client.call('firm.signOut', {})
  })

  test('K7: a member who is no owner is refused, and the client’s log has it', async () => {
    await firm.signIn('Mia', mia)
    await firm.open(workspace)
    await expectRefusal(async () => await destroy({ passphrase: mia }), 'refused')
    expect(existsSync(firm.home.recoveryFile(workspace))).toBe(true)
    await firm.client.call('firm.signOut', {})
    await firm.signIn()
    await firm.open(workspace)
    expect(await firm.types(workspace)).toContain('call.refused')
    expect(await firm.types(workspace)).not.toContain('workspace.destroying')
    await firm.client.call('firm.signOut', {})
  })
})

describe('K7: an owner destroys a client', () => {
  let certificate: string
  let pid: number

  beforeAll(async () => {
    await firm.signIn()
    await firm.open(workspace)
    ;({ pid } = firm.main.bound(workspace))
    const done = await destroy({ isNamed: true })
    expect(done.remaining).toEqual({ keys: 0, files: 0 })
    certificate = text(done.certificate)
  })

  test('K7: its process has ended, it is in no list, and nothing in the folder names it', async () => {
    expect(() => process.kill(pid, 0)).toThrow()
    expect(await firm.client.call('workspaces.list', {})).toEqual({ workspaces: [], closed: [] })
    await expectRefusal(async () => await firm.client.call('workspaces.open', { workspace }), 'not-member')
    await firm.client.call('firm.signOut', {})
    expect(tracesOf(firm.home, workspace)).toEqual([])
    const asAna = await inside()
    for (const item of [workspaceItem(workspace), nextShareItem(workspace)])
      expect(asAna.parts.store.get(item)).toBeNull()
    // In firm.db it stands in the log and in what certifies its end, and nowhere else.
    const tables = asAna.parts.connection
      .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map((one) => one.name)
      .filter((table) =>
        asAna.parts.connection
          .prepare<Record<string, unknown>>(`SELECT * FROM "${table}"`)
          .all()
          .some((row) => JSON.stringify(Object.values(row).map(spelled)).includes(workspace)),
      )
    expect(tables).toEqual(['entry', 'destruction'])
    asAna.signOut()
    await firm.signIn()
  })

  test('K7: the firm’s log has the decision and the end, with the last signed state and what was removed', async () => {
    await firm.client.call('firm.signOut', {})
    const asAna = await inside()
    const entries = asAna.parts.log.log
      .leaves(0, 10_000)
      .map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
      .filter(({ type }) => type.startsWith('destruction.'))
    expect(entries.map(({ type, actor, role }) => ({ type, actor, role }))).toEqual([
      { type: 'destruction.began', actor: asAna.staff.id, role: 'staff' },
      { type: 'destruction.ended', actor: null, role: 'system' },
    ])
    expect(entries[1]?.about).toMatchObject({
      workspace,
      staff: asAna.staff.id,
      removed: { wraps: 2, shares: 1, recoveryFiles: 1, files: 1, putAside: 0, releases: 0 },
    })
    const { checkpoint } = entries[1]!.about
    const { size, root } = z.strictObject({ size: z.int(), root: z.string() }).parse(checkpoint)
    expect(certificate).toContain(`Entries      ${size}\nRoot         ${root}\n`)
    asAna.signOut()
    await firm.signIn()
  })

  test('K7: the certificate says what was removed, what was written elsewhere by date, and what cannot be known', async () => {
    const today = new Date().toISOString().slice(0, 10)
    expect(certificate).toContain(`Client       ${workspace}\nName         ${name}\n`)
    expect(certificate).toMatch(/^ {4}2 {2}keys sealed to members$/m)
    expect(certificate).toMatch(/^ {4}1 {2}shares of its key in the key store$/m)
    expect(certificate).toContain(`- Backups. Written from here: ${today}.`)
    expect(certificate).toContain(`- Audit bundles. Written from here: ${today}.`)
    expect(certificate).toContain('- Conversations saved as files: none, by the logs.')
    expect(certificate).toContain(`- Recovery sheets on paper. Made here: ${today}.`)
    for (const word of ['Copies of the whole folder', 'swap file', 'screenshots'])
      expect(certificate).toContain(word)
    // What is kept here does not say the name, and says all the rest.
    const { destructions } = await firm.client.call('destructions.list', {})
    expect(destructions).toMatchObject([{ by: 'Ana Pereira', remaining: { keys: 0, files: 0 } }])
    const { destruction } = destructions[0]!
    const kept = text((await firm.client.call('destructions.certificate', { destruction })).certificate)
    const unsigned = (whole: string) => whole.slice(0, whole.lastIndexOf('\n— '))
    expect(unsigned(kept)).toBe(unsigned(certificate).replace(`Name         ${name}\n`, ''))
  })

  test('K7: a certificate is taken for ours as it was signed, and not when a letter is another', async () => {
    const isOurs = async (changed: string) =>
      (await firm.client.call('destructions.checkCertificate', { certificate: bytes(changed) })).isOurs
    expect(await isOurs(certificate)).toBe(true)
    // A mail program changes line ends and cuts spaces.
    expect(await isOurs(certificate.replaceAll('\n', '\r\n'))).toBe(true)
    for (const changed of [
      certificate.replace('    2  keys', '    3  keys'),
      certificate.replace(`Name         ${name}\n`, ''),
      certificate.replace(workspace, 'a'.repeat(32)),
      certificate.replace('- Backups', '- No backups'),
      certificate.slice(0, certificate.lastIndexOf('\n— ')),
      `More before it\n${certificate}`,
    ]) {
      expect(changed).not.toBe(certificate)
      expect(await isOurs(changed)).toBe(false)
      const target = join(folder.path, 'changed.txt')
      firm.main.offerTarget(target)
      await expectRefusal(
        async () =>
          await firm.client.call('destructions.saveCertificate', { certificate: bytes(changed), target }),
        'bad-input',
      )
      expect(existsSync(target)).toBe(false)
    }
    const target = join(folder.path, 'certificate.txt')
    firm.main.offerTarget(target)
    await firm.client.call('destructions.saveCertificate', { certificate: bytes(certificate), target })
    expect(readFileSync(target, 'utf8')).toBe(certificate)
  })

  test('K7: a signed state of the log is no certificate, though the same key has signed it', async () => {
    await firm.client.call('firm.signOut', {})
    const asAna = await inside()
    const note = text(asAna.parts.store.get('firm-anchor'))
    expect(openCheckpoint(note, asAna.signingKey).logId).toBe(asAna.id)
    asAna.signOut()
    await firm.signIn()
    expect(await firm.client.call('destructions.checkCertificate', { certificate: bytes(note) })).toEqual({
      isOurs: false,
    })
  })

  test('K7: whoever was a member is told that it was destroyed; they have no say in it', async () => {
    await firm.client.call('firm.signOut', {})
    await firm.signIn('Mia', mia)
    await expect(firm.client.call('workspaces.open', { workspace })).rejects.toThrow(
      /destroyed by one of its owners/,
    )
    expect((await firm.client.call('destructions.list', {})).destructions).toHaveLength(1)
    await firm.client.call('firm.signOut', {})
    await firm.signIn()
  })
})

describe('K7: what was kept from before opens just as the certificate says', () => {
  const file = () => firm.home.workspaceFile(workspace)
  const before = () => dayBefore.workspaceFile(workspace)

  test('K7: a kept file opens nothing, nor with the wraps that were kept', async () => {
    await firm.client.call('firm.signOut', {})
    cpSync(before(), file())
    const asAna = await inside()
    await expectRefusal(() => bindWorkspace(asAna, workspace), 'not-member')
    const { connection } = asAna.parts
    connection.prepare('INSERT INTO workspace (id, key_version, created_ms) VALUES (?, 1, 0)').run(workspace)
    for (const wrap of keptWraps)
      connection
        .prepare('INSERT INTO wrap (workspace_id, staff_id, key_version, sealed) VALUES (?, ?, ?, ?)')
        .run(wrap.workspace_id, wrap.staff_id, wrap.key_version, wrap.sealed)
    await expectRefusal(async () => await openOwnWrap(asAna, workspace), 'keychain-empty')
    connection.prepare('DELETE FROM wrap WHERE workspace_id = ?').run(workspace)
    connection.prepare('DELETE FROM workspace WHERE id = ?').run(workspace)
    asAna.signOut()
    rmSync(file())
    await firm.signIn()
  })

  test('K7: a kept file and the sheet open nothing without the recovery file; with it they do', async () => {
    const alone = join(folder.path, 'kept', `${workspace}.bulkhead`)
    mkdirSync(join(folder.path, 'kept'))
    cpSync(before(), alone)
    await expectRefusal(async () => await firm.recover(alone, sheet), 'not-found')
    cpSync(dayBefore.recoveryFile(workspace), join(folder.path, 'kept', `${workspace}.recovery.json`))
    const elsewhere = await inFolder(folder.path, 'elsewhere').create()
    expect(await elsewhere.recover(alone, sheet)).toBe(workspace)
    expect(await elsewhere.titles(workspace)).toEqual(['kept.txt'])
    await elsewhere.main.close()
  })

  test('K7: the whole folder from the day before opens with a passphrase of that day', async () => {
    const copy = inFolder(folder.path, 'the day before')
    await copy.signIn()
    await copy.open(workspace)
    expect(await copy.titles(workspace)).toEqual(['kept.txt'])
    await copy.main.close()
  })

  test('K7: a backup and its sheet bring it back, on record, and it can be destroyed again', async () => {
    await firm.recover(backup, sheet)
    expect(await firm.titles(workspace)).toEqual(['kept.txt'])
    const { remaining, certificate } = await destroy()
    expect(remaining).toEqual({ keys: 0, files: 0 })
    expect(text(certificate)).toMatch(/^ {4}1 {2}keys sealed to members$/m)
    expect((await firm.client.call('destructions.list', {})).destructions).toHaveLength(2)
  })
})

describe('K7: what cannot be deleted', () => {
  test('K7: is said, certified by nobody, and tried again at the next sign-in; its keys are gone meanwhile', async () => {
    const { workspace: stubborn, sheet: itsSheet } = await firm.add('Stubborn')
    await firm.open(stubborn)
    const file = firm.home.workspaceFile(stubborn)
    // A folder of that name is nothing that Bulkhead ever made, and is not deleted with what is in it.
    const inTheWay = `${file}.before-a-folder`
    mkdirSync(join(inTheWay, 'something'), { recursive: true })
    const kept = join(folder.path, 'stubborn.zip')
    await firm.backUp(stubborn, kept)
    const { destruction, remaining, certificate } = await destroy({ workspace: stubborn, name: 'Stubborn' })
    expect({ remaining, certificate }).toEqual({ remaining: { keys: 0, files: 1 }, certificate: null })
    expect(existsSync(file)).toBe(false)
    await expectRefusal(
      async () => await firm.client.call('destructions.certificate', { destruction }),
      'not-found',
    )
    expect(await firm.client.call('destructions.goOn', { destruction })).toEqual({ destruction, remaining })
    // Nothing comes back under the hand of it.
    await expectRefusal(async () => await firm.recover(kept, itsSheet), 'refused')
    await firm.client.call('firm.signOut', {})
    rmSync(inTheWay, { recursive: true })
    await firm.signIn()
    const [latest] = (await firm.client.call('destructions.list', {})).destructions
    expect(latest).toMatchObject({ destruction, remaining: { keys: 0, files: 0 } })
    expect(latest?.endedMs).not.toBeNull()
    expect(tracesOf(firm.home, stubborn)).toEqual([])
  })
})
/** A value of a row with ids in bytes as they are read. */
function spelled(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}
