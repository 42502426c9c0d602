import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import { keyFingerprint } from '../../core/audit/key-fingerprint.ts'
import type { Grant } from '../../core/contract/grants.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { workspaceNumber } from '../../core/firm/grants/workspace-number.ts'
import { Main } from '../../core/host/main.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import type { GrantId, WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { parseFingerprint } from '../../verifier/bundle/fingerprint.ts'
import { MemorySource } from '../../verifier/container/memory-source.ts'
import { pageEngine } from '../../verifier/page/page-engine.ts'
import { verifyBundle } from '../../verifier/verify/verify-bundle.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'

// What a passphrase costs is tested elsewhere; here people come and go forty times.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const bytes = (text: string) => new TextEncoder().encode(text)
const passphraseOf = (name: string) => `copper lanterns of ${name} under hills`
const hourMs = 3_600_000
const folder = temporaryFolder()
const home = new Home(join(folder.path, 'home'))
let main = new Main(home, forkProcess)
let client = main.client()
let workspace: WorkspaceId
let number: string

/** Signs in as one of the firm's three, whoever was there before. */
async function as(name: 'Ana' | 'Otto' | 'Olga' | 'Mia'): Promise<void> {
  await client.call('firm.signOut', {}).catch(() => undefined)
  await client.call('firm.signIn', { staff: name, passphrase: bytes(passphraseOf(name)) })
}

/** Runs work in the open workspace as its owner. */
async function inWorkspace<T>(work: (caller: WorkspaceCaller) => Promise<T>): Promise<T> {
  await client.call('workspaces.open', { workspace })
  try {
    return await work(main.bound(workspace).caller)
  } finally {
    await client.call('workspaces.lock', { workspace })
  }
}

async function entriesOf(
  caller: WorkspaceCaller,
): Promise<{ type: string; outcome: string; about: object }[]> {
  const { entries } = await caller.call('log.list', { limit: 1_000 })
  return entries.reverse()
}

async function reopened(): Promise<Firm> {
  await client.call('firm.signOut', {}).catch(() => undefined)
  return await signIn(home, { staff: 'Ana', passphrase: bytes(passphraseOf('Ana')) })
}

async function firmEntries(): Promise<Entry[]> {
  const firm = await reopened()
  const entries = firm.parts.log.log.leaves(0, 10_000).map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
  firm.signOut()
  return entries
}

async function ask(level: 'redacted' | 'full' = 'redacted'): Promise<GrantId> {
  await as('Otto')
  return (await client.call('grants.ask', { number, reason: 'The import of May stopped.', level })).grant
}

async function mine(grant: GrantId): Promise<Grant> {
  const found = (await client.call('grants.mine', {})).grants.find((one) => one.grant === grant)
  if (!found) throw new Error('not mine')
  return found
}

async function approved(level: 'redacted' | 'full' = 'redacted', hours = 24): Promise<GrantId> {
  const grant = await ask(level)
  await as('Ana')
  await inWorkspace(async (caller) => {
    await caller.call('grants.approve', { grant, hours })
  })
  return grant
}

/** What the operator's page does: one look, the file in pieces, decrypted with the key of that look. */
async function look(grant: GrantId, level: 'redacted' | 'full' = 'redacted') {
  const { fileKey, bytes: size, leftMs, fingerprint } = await client.call('grants.look', { grant, level })
  const { bytes: file } = await client.call('grants.read', { grant, level, start: 0, end: size })
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: () => fileKey })
  const bundle = await decrypter.decrypt(file)
  const values: unknown[] = []
  const types: string[] = []
  const report = await verifyBundle({
    bundle: new MemorySource(bundle),
    fingerprint: parseFingerprint(fingerprint)!,
    previous: null,
    engine: pageEngine,
    onEntry: ({ type }) => types.push(type),
    onOpened: (_entry, _field, value) => values.push(value),
  })
  return { bundle, report, values, types, leftMs, fingerprint }
}

const released = () => (existsSync(home.grantFolder) ? readdirSync(home.grantFolder) : [])
const live = (grant: GrantId) => released().filter((name) => name.startsWith(grant))

beforeAll(async () => {
  await client.call('firm.create', {
    name: 'Firm',
    staff: 'Ana',
    keyStore: 'passphrase',
    passphrase: bytes(passphraseOf('Ana')),
  })
  await as('Ana')
  for (const [name, role] of [
    ['Otto', 'operator'],
    ['Olga', 'operator'],
    ['Mia', 'staff'],
  ] as const)
    await client.call('staff.add', { name, role, passphrase: bytes(passphraseOf(name)) })
  ;({ workspace } = await client.call('workspaces.create', { name: bytes('Secret client'), colour: 0 }))
  number = workspaceNumber(workspace)
  await inWorkspace(async (caller) => {
    await caller.call('groups.add', { name: 'A-name-that-is-secret' })
  })
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  await main.close()
  folder.remove()
})

describe('A4: an operator’s look at the log', () => {
  test('is asked for by number, released redacted by an owner, encrypted to the operator, and verifies', async () => {
    await as('Otto')
    await expectRefusal(
      async () => await client.call('grants.ask', { number: 'FFFF-0000', reason: 'x' }),
      'not-found',
    )
    const grant = await ask()
    expect(await mine(grant)).toMatchObject({ state: 'waiting', number, redacted: null, expiresMs: null })
    await expectRefusal(async () => await look(grant), 'refused')

    await as('Ana')
    await inWorkspace(async (caller) => {
      const { grants, number: own } = await caller.call('grants.list', {})
      expect(own).toBe(number)
      expect(grants).toMatchObject([
        { grant, operatorName: 'Otto', reason: 'The import of May stopped.', state: 'waiting' },
      ])
      const preview = await caller.call('grants.preview', { grant })
      expect(preview.from).toBe(0)
      expect(preview.values).toMatchObject({ opened: 0, masked: 0 })
      expect(preview.values.sealed).toBeGreaterThan(2)
      await caller.call('grants.approve', { grant })
      // Once: an answered request cannot be answered again.
      for (const method of ['grants.approve', 'grants.refuse'] as const)
        await expectRefusal(async () => await caller.call(method, { grant }), 'bad-input')
      const log = await entriesOf(caller)
      const types = log.map(({ type }) => type)
      // The entry stands before the export that it is about (A1).
      expect(types.indexOf('grant.given')).toBeLessThan(types.lastIndexOf('log.export-began'))
      expect(types).toContain('grant.asked')
    })

    await as('Otto')
    const { report, types, values, bundle, leftMs } = await look(grant)
    expect(report).toMatchObject({
      findings: [],
      verdict: 'intact',
      shown: { level: 'redacted', log: workspace },
    })
    expect(types).toContain('group.added')
    expect(values).toEqual([])
    for (const secret of ['Secret client', 'A-name-that-is-secret', 'Ana'])
      expect(Buffer.from(bundle).includes(secret)).toBe(false)
    expect(leftMs).toBeGreaterThan(23 * hourMs)
    expect(leftMs).toBeLessThanOrEqual(24 * hourMs)
    expect(await mine(grant)).toMatchObject({ state: 'live', looks: 1, full: null })
    // The words are not in it, and not to be had under it.
    await expectRefusal(async () => await look(grant, 'full'), 'refused')

    // On the disk it is an age file, for Otto alone.
    const [name] = live(grant)
    const file = readFileSync(join(home.grantFolder, name!))
    expect(file.subarray(0, 30).toString()).toContain('age-encryption.org/v1')
    expect(file.includes('"format"')).toBe(false)
    await as('Olga')
    expect((await client.call('grants.mine', {})).grants).toEqual([])
    await expectRefusal(async () => await look(grant), 'not-found')
    await expectRefusal(
      async () => await client.call('grants.read', { grant, start: 0, end: 10 }),
      'not-found',
    )
  })

  test('every look, done or refused, is in the firm’s log, and in the workspace’s at its next unlock', async () => {
    const grant = await approved()
    await as('Otto')
    await look(grant)
    await look(grant)
    await expectRefusal(async () => await look(grant, 'full'), 'refused')
    const inFirm = (await firmEntries()).filter(
      ({ type, about }) => type === 'grant.looked' && about['grant'] === grant,
    )
    expect(inFirm.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused'])
    await as('Ana')
    await inWorkspace(async (caller) => {
      const copies = (await entriesOf(caller)).filter(
        ({ type, about }) => type === 'grant.looked' && Reflect.get(about, 'grant') === grant,
      )
      expect(copies.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused'])
      expect(copies.map(({ about }) => Reflect.get(about, 'firmLogSeq') as number)).toEqual(
        inFirm.map(({ seq }) => seq),
      )
    })
    // Once each.
    await inWorkspace(async (caller) => {
      const copies = (await entriesOf(caller)).filter(({ type }) => type === 'grant.looked')
      expect(new Set(copies.map(({ about }) => Reflect.get(about, 'firmLogSeq') as number)).size).toBe(
        copies.length,
      )
    })
  })

  test('the words take a second approval, with an entry and a reason of its own', async () => {
    const grant = await ask('full')
    await as('Ana')
    await inWorkspace(async (caller) => {
      // Not in place of the first, and not before it.
      await expectRefusal(
        async () => await caller.call('grants.approveFull', { grant, reason: 'at once' }),
        'refused',
      )
      await caller.call('grants.approve', { grant, hours: 2 })
    })
    await as('Otto')
    expect((await look(grant)).values).toEqual([])
    await expectRefusal(async () => await look(grant, 'full'), 'refused')
    await as('Ana')
    await inWorkspace(async (caller) => {
      const preview = await caller.call('grants.preview', { grant })
      expect(preview.values.opened).toBeGreaterThan(2)
      await caller.call('grants.approveFull', { grant, reason: 'The redacted log did not tell.' })
      await expectRefusal(
        async () => await caller.call('grants.approveFull', { grant, reason: 'again' }),
        'bad-input',
      )
      const types = (await entriesOf(caller)).map(({ type }) => type)
      expect(types.filter((type) => type === 'grant.full-given')).toHaveLength(1)
    })
    await as('Otto')
    const { report, values, leftMs } = await look(grant, 'full')
    expect(report).toMatchObject({ findings: [], verdict: 'intact', shown: { level: 'full' } })
    expect(values).toContain('A-name-that-is-secret')
    // It prolongs nothing.
    expect(leftMs).toBeLessThanOrEqual(2 * hourMs)
  })

  test('an owner gives less than what was asked for, in time and in words, and never more; it is in both logs', async () => {
    await as('Otto')
    const fromMs = Date.now() - hourMs
    const request = { number, reason: 'why', level: 'full', fromMs } as const
    const { grant } = await client.call('grants.ask', request)
    const { grant: other } = await client.call('grants.ask', { ...request, level: 'redacted' })
    await as('Ana')
    const nowMs = Date.now()
    const part = await inWorkspace(async (caller) => {
      for (const method of ['grants.preview', 'grants.approve'] as const)
        await expectRefusal(async () => await caller.call(method, { grant, fromMs: fromMs - 1 }), 'bad-input')
      await expectRefusal(
        async () => await caller.call('grants.approve', { grant: other, level: 'full' }),
        'bad-input',
      )
      const whole = await caller.call('grants.preview', { grant })
      const { from, to } = await caller.call('grants.preview', { grant, beforeMs: nowMs })
      expect(from).toBe(whole.from)
      expect(to).toBeLessThan(whole.to)
      await caller.call('grants.approve', { grant, beforeMs: nowMs, level: 'redacted' })
      await expectRefusal(
        async () => await caller.call('grants.approveFull', { grant, reason: 'why' }),
        'bad-input',
      )
      const given = (await entriesOf(caller)).findLast(({ type }) => type === 'grant.given')
      expect(given?.about).toMatchObject({ grant, from, to, level: 'redacted' })
      return { from, to }
    })
    const inFirm = (await firmEntries()).findLast(({ type }) => type === 'grant.given')
    expect(inFirm?.about).toMatchObject({ grant, ...part, level: 'redacted' })
    await as('Otto')
    const { report } = await look(grant)
    expect(report).toMatchObject({ verdict: 'intact' })
    expect(await mine(grant)).toMatchObject({ level: 'redacted', redacted: part })
    await expectRefusal(async () => await look(grant, 'full'), 'refused')
  })

  test('words that were not asked for cannot be released', async () => {
    const grant = await approved()
    await inWorkspace(
      async (caller) =>
        await expectRefusal(
          async () => await caller.call('grants.approveFull', { grant, reason: 'unasked' }),
          'bad-input',
        ),
    )
  })

  test('refused, withdrawn and revoked grants open nothing, and their files are gone', async () => {
    const [refused, withdrawn, revoked] = [await ask(), await ask(), await approved()]
    expect(live(revoked)).toHaveLength(1)
    await as('Otto')
    await client.call('grants.withdraw', { grant: withdrawn })
    await look(revoked)
    await as('Ana')
    await inWorkspace(async (caller) => {
      await expectRefusal(async () => await caller.call('grants.approve', { grant: withdrawn }), 'bad-input')
      await caller.call('grants.refuse', { grant: refused })
      const kept = readFileSync(join(home.grantFolder, live(revoked)[0]!))
      await caller.call('grants.revoke', { grant: revoked })
      expect(live(revoked)).toEqual([])
      // Somebody who kept a copy puts it back.
      writeFileSync(join(home.grantFolder, `${revoked}.redacted.age`), kept)
    })
    await as('Otto')
    for (const [grant, state] of [
      [refused, 'refused'],
      [withdrawn, 'withdrawn'],
      [revoked, 'revoked'],
    ] as const) {
      expect(await mine(grant)).toMatchObject({ state })
      await expectRefusal(async () => await look(grant), 'refused')
      await expectRefusal(
        async () => await client.call('grants.read', { grant, start: 0, end: 10 }),
        'refused',
      )
    }
    expect(live(revoked)).toEqual([])
    await expectRefusal(async () => await client.call('grants.withdraw', { grant: revoked }), 'bad-input')
  })

  test('an expired grant opens nothing, and turning the clock back does not help', async () => {
    const grant = await approved('redacted', 1)
    await as('Otto')
    await look(grant)
    const real = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(real + 61 * 60_000)
    // While it runs, and after it was started again.
    await expectRefusal(async () => await look(grant), 'refused')
    expect(live(grant)).toEqual([])
    clock.mockReturnValue(real)
    await expectRefusal(async () => await look(grant), 'refused')
    expect(await mine(grant)).toMatchObject({ state: 'expired' })
    await main.close()
    main = new Main(home, forkProcess)
    client = main.client()
    clock.mockReturnValue(real - 24 * hourMs)
    await as('Otto')
    expect(await mine(grant)).toMatchObject({ state: 'expired' })
    await expectRefusal(async () => await look(grant), 'refused')
    clock.mockRestore()
    const ended = (await firmEntries()).filter(
      ({ type, about }) => type === 'grant.expired' && about['grant'] === grant,
    )
    expect(ended).toHaveLength(1)
  })

  test('nobody but owners of the workspace answers, and nobody for longer than a week', async () => {
    const grant = await ask()
    await as('Ana')
    const { staff } = await client.call('staff.list', {})
    const { id, publicKey } = staff.find(({ name }) => name === 'Mia')!
    await inWorkspace(async (caller) => {
      await expect(caller.call('grants.approve', { grant, hours: 169 })).rejects.toMatchObject({
        code: 'bad-input',
      })
      await caller.call('members.add', { member: id, name: 'Mia', role: 'auditor', publicKey })
      await client.call('workspaces.admit', { workspace, staff: id })
    })
    await as('Mia')
    await inWorkspace(async (caller) => {
      for (const method of ['grants.approve', 'grants.refuse', 'grants.revoke', 'grants.preview'] as const)
        await expectRefusal(async () => await caller.call(method, { grant }), 'refused')
      await expectRefusal(async () => await caller.call('grants.list', {}), 'refused')
    })
  })

  test('another workspace’s owners see no request of this one’s, and cannot answer it (S3)', async () => {
    const grant = await ask()
    await as('Mia')
    const other = await client.call('workspaces.create', { name: bytes('Other'), colour: 1 })
    await client.call('workspaces.open', { workspace: other.workspace })
    const { caller } = main.bound(other.workspace)
    expect((await caller.call('grants.list', {})).grants).toEqual([])
    for (const method of ['grants.approve', 'grants.refuse', 'grants.revoke'] as const)
      await expectRefusal(async () => await caller.call(method, { grant }), 'not-found')
    await client.call('workspaces.lock', { workspace: other.workspace })
  })

  test('what the firm’s log says of a locked workspace is in its own log, all of it and once', async () => {
    const copied = ['unlock.refused', 'grant.asked', 'grant.looked', 'grant.withdrawn', 'grant.expired']
    const expected = (await firmEntries()).flatMap(({ seq, type, about }) =>
      copied.includes(type) && about['workspace'] === workspace ? [seq] : [],
    )
    await as('Ana')
    await inWorkspace(async (caller) => {
      const copies = (await entriesOf(caller)).flatMap(({ about }) =>
        'firmLogSeq' in about ? [about.firmLogSeq as number] : [],
      )
      expect(expected.length).toBeGreaterThan(15)
      expect(copies).toEqual(expected)
    })
    // How far it has come is said by the workspace's own log alone: nothing in firm.db can make it skip a part.
    const firm = await reopened()
    const columns = firm.parts.connection.prepare<{ name: string }>(
      "SELECT name FROM pragma_table_info('workspace')",
    )
    expect(columns.all().map(({ name }) => name)).not.toContain('copied_to')
    firm.signOut()
  })

  test('the fingerprint is the firm’s own', async () => {
    const grant = await approved()
    await as('Otto')
    const { fingerprint, report } = await look(grant)
    expect(fingerprint).toBe((await client.call('firm.key', {})).fingerprint)
    expect(keyFingerprint(Buffer.from(report.shown!.key, 'hex'))).toBe(fingerprint)
  })
})
