import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { DocumentId, type GrantId, newId } from '../../core/ids.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { served } from '../host/served.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { expectRefusal } from '../keys/refusal.ts'

const hourMs = 3_600_000
const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0] }
const partner: PlannedMember = { ...builtMember('Pam Partner', 'owner'), groups: [0, 1] }
const auditor: PlannedMember = { ...builtMember('Aude Auditor', 'auditor'), groups: [0, 1] }
const second: PlannedMember = { ...builtMember('Axel Auditor', 'auditor'), groups: [0, 1] }
const document = (title: string, group: number): PlannedDocument => ({
  id: newId(DocumentId),
  title,
  pages: ['The rent is due.'],
  groups: [group],
  status: 'ready',
})
const [everyones, partners] = [document('Lease of all', 0), document('Memo of partners', 1)]

/** A4, in the workspace: an owner opens sealed values of the log for an auditor. */
describe('A4: what an auditor’s grant opens', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let world: World
  /** Entries that added the two documents, and those that added two groups. */
  let entries: { lease: number; memo: number; first: number; second: number }

  beforeEach(async () => {
    folder = temporaryFolder()
    world = new World(folder.path, {
      groupCount: 2,
      members: [owner, partner, auditor, second],
      documents: [everyones, partners],
    })
    await as(owner).call('groups.add', { name: 'First name' })
    await as(owner).call('groups.add', { name: 'Second name' })
    const log = world.scope.reader.log.latest(1_000)
    const added = (id: string) =>
      log.find(({ type, about }) => type === 'document.added' && about['document'] === id)
    const groups = log.filter(({ type }) => type === 'group.added')
    entries = {
      lease: added(everyones.id)?.seq ?? -1,
      memo: added(partners.id)?.seq ?? -1,
      first: groups[1]?.seq ?? -1,
      second: groups[0]?.seq ?? -1,
    }
    expect(Object.values(entries)).not.toContain(-1)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    world.close()
    folder.remove()
  })

  /** The same file, unlocked by somebody else. */
  function as(member: PlannedMember): WorkspaceCaller {
    return served(world.as(member))
  }

  async function asked(by: PlannedMember, wanted: number[]): Promise<GrantId> {
    return (await as(by).call('openings.ask', { entries: wanted, reason: 'The yearly audit' })).grant
  }
  async function granted(wanted: number[], hours = 1): Promise<GrantId> {
    const grant = await asked(auditor, wanted)
    await as(owner).call('openings.grant', { grant, hours })
    return grant
  }
  /** When the one grant that is in force ends: a clock never stands still, so not just an hour after the test began. */
  function endMs(): number {
    const [grant] = world.scope.reader.consent.openingsGrants()
    return grant?.expiresMs ?? NaN
  }
  /** What a caller is shown of an entry's sealed values. */
  async function values(caller: WorkspaceCaller, seq: number): Promise<unknown[]> {
    const { openings } = await caller.call('log.entry', { seq })
    return Object.values(openings).flatMap((one) => ('value' in one ? [one.value] : []))
  }
  /** How many of all values of the log this person is shown. */
  async function allValues(caller: WorkspaceCaller): Promise<number> {
    let count = 0
    const size = world.scope.reader.log.size()
    for (let seq = 0; seq < size; seq += 1) count += (await values(caller, seq)).length
    return count
  }

  test('nothing before it is given, and asking opens nothing', async () => {
    await asked(auditor, [entries.first])
    const caller = as(auditor)
    expect(await values(caller, entries.first)).toEqual([])
    expect(await allValues(caller)).toBe(0)
    // The owner has them: the same question with an answer.
    expect(await values(as(owner), entries.first)).toEqual(['First name'])
  })

  test('the entries that it names, and of the whole log no other', async () => {
    await granted([entries.first, entries.lease])
    const caller = as(auditor)
    expect(await values(caller, entries.first)).toEqual(['First name'])
    expect(await values(caller, entries.lease)).toContain('Lease of all')
    expect(await values(caller, entries.second)).toEqual([])
    const named = world.scope.reader.consent.openingsGrants()[0]?.named.flatMap(({ fields }) => fields) ?? []
    expect(named.length).toBeGreaterThan(1)
    expect(await allValues(caller)).toBe(named.length)
  })

  test('the auditor who asked alone', async () => {
    await granted([entries.first])
    expect(await values(as(second), entries.first)).toEqual([])
    expect((await as(second).call('openings.list', {})).requests).toEqual([])
  })

  test('no value that the owner who gives it cannot read', async () => {
    const grant = await granted([entries.first, entries.memo])
    expect(await values(as(auditor), entries.memo)).toEqual([])
    expect(await values(as(auditor), entries.first)).toEqual(['First name'])
    // Not by a second answer to the same request either.
    await expectRefusal(async () => await as(partner).call('openings.grant', { grant }), 'bad-input')
    const alone = await asked(auditor, [entries.memo])
    await expectRefusal(async () => await as(owner).call('openings.grant', { grant: alone }), 'bad-input')
    expect(await values(as(auditor), entries.memo)).toEqual([])
    // One who can read it may.
    await as(partner).call('openings.grant', { grant: alone })
    expect(await values(as(auditor), entries.memo)).toContain('Memo of partners')
  })

  test('nothing once it is taken back, also to a page that is open', async () => {
    const grant = await granted([entries.first])
    const other = await granted([entries.second])
    expect(await values(as(auditor), entries.first)).toEqual(['First name'])
    await as(owner).call('openings.revoke', { grant })
    const caller = as(auditor)
    expect(await values(caller, entries.first)).toEqual([])
    // The other one lives on, and what has ended cannot be ended or given again.
    expect(await values(caller, entries.second)).toEqual(['Second name'])
    for (const method of ['openings.grant', 'openings.revoke'] as const)
      await expectRefusal(async () => await as(owner).call(method, { grant }), 'bad-input')
    await as(owner).call('openings.revoke', { grant: other })
    expect(await allValues(as(auditor))).toBe(0)
  })

  test('nothing once it is over, and turning the clock back does not help', async () => {
    const real = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(real)
    await granted([entries.first])
    const end = endMs()
    const caller = as(auditor)
    clock.mockReturnValue(end - 60_000)
    expect(await values(caller, entries.first)).toEqual(['First name'])
    // The workspace stays open all along.
    clock.mockReturnValue(end)
    expect(await values(caller, entries.first)).toEqual([])
    clock.mockReturnValue(real)
    expect(await values(caller, entries.first)).toEqual([])
    const { requests } = await caller.call('openings.list', {})
    expect(requests).toMatchObject([{ state: 'expired' }])
    expect(world.scope.reader.log.latest(1)[0]).toMatchObject({ type: 'openings.expired' })
    // Locked and opened again a day before.
    clock.mockReturnValue(real - 24 * hourMs)
    expect(await values(as(auditor), entries.first)).toEqual([])
    expect(await allValues(as(auditor))).toBe(0)
  })

  test('nothing where the installation has seen its end, though no entry here has', async () => {
    const real = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(real)
    await granted([entries.first])
    clock.mockReturnValue(real + 1)
    const caller = as(auditor)
    expect(await values(caller, entries.first)).toEqual(['First name'])
    // What main says when it opens a workspace: the latest time of the firm's own log.
    world.scope.reader.consent.seen(endMs())
    expect(await values(caller, entries.first)).toEqual([])
  })

  test('nothing to an auditor who is made a member', async () => {
    await granted([entries.first])
    await as(owner).call('members.setRole', { member: auditor.id, role: 'member' })
    const scope = world.as(auditor)
    expect(scope.reader.log.openings(scope.reader.log.entry(entries.first).entry)).toEqual({
      name: { unopened: 'not-readable' },
    })
  })
})
