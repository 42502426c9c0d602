import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LogEntry, LogFilter } from '../../core/contract/workspace/log.ts'
import { DocumentId, newId } from '../../core/ids.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { asking } from '../threads/asking.ts'
import { served } from './served.ts'

const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0] }
const member: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0, 1] }
const auditor: PlannedMember = { ...builtMember('Aude Auditor', 'auditor'), groups: [0] }

function planned(groups: number[], pages: string[]): PlannedDocument {
  return { id: newId(DocumentId), title: 'Note', pages, groups, status: 'ready' }
}

const lease = planned([0], ['The rent is 900 pounds.'])
const partners = planned([1], ['The rent may be doubled.'])

const folder = temporaryFolder()
let world: World
const answers: { entry: number; atMs: number }[] = []
beforeAll(async () => {
  world = new World(folder.path, {
    groupCount: 2,
    members: [owner, member, auditor],
    documents: [lease, partners],
  })
  for (const question of ['What is the rent?', 'How high is the rent?']) {
    const { entry } = await asking(world.as(member), question)
    answers.push({ entry, atMs: world.scope.log.latestMs })
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
})
afterAll(() => {
  world.close()
  folder.remove()
})

async function visit(caller: WorkspaceCaller): Promise<{ visit: number; size: number }> {
  return await caller.call('log.list', { limit: 1 })
}

/** Everything that fits, page after page. */
async function all(caller: WorkspaceCaller, filter: Partial<LogFilter>, limit = 7): Promise<LogEntry[]> {
  const { visit: seq, size } = await visit(caller)
  const found: LogEntry[] = []
  for (let before: number | null = size; before !== null;) {
    const page: { entries: LogEntry[]; next: number | null } = await caller.call('log.more', {
      visit: seq,
      before,
      limit,
      filter,
    })
    expect(page.entries.length).toBeLessThanOrEqual(limit)
    found.push(...page.entries)
    before = page.next
  }
  return found
}

const mentions = (entry: LogEntry, id: string) => JSON.stringify([entry.actor, entry.about]).includes(id)
const seqs = (entries: readonly LogEntry[]) => entries.map(({ seq }) => seq)

describe('a visit to the log', () => {
  test('A1: is one entry, however far it goes', async () => {
    const caller = served(world.as(auditor))
    const { size } = world.scope.log
    expect(seqs(await all(caller, {}))).toEqual([...Array(size + 1).keys()].reverse())
    expect(world.scope.log.size).toBe(size + 1)
  })

  test('has to be the caller’s own; a number alone is none', async () => {
    const caller = served(world.as(owner))
    const { visit: mine, size } = await visit(caller)
    await caller.call('log.more', { visit: mine, before: size })
    const asAuditor = served(world.as(auditor))
    for (const other of [mine, 0, size + 5, answers[0]!.entry])
      await expect(asAuditor.call('log.more', { visit: other, before: size })).rejects.toMatchObject({
        code: 'bad-input',
      })
  })

  test('is filtered by person, type, document and time, as one would by hand', async () => {
    const caller = served(world.as(owner))
    const whole = await all(caller, {})
    const same = async (filter: Partial<LogFilter>, fits: (entry: LogEntry) => boolean) => {
      const expected = whole.filter(fits)
      const found = (await all(caller, filter)).filter(({ seq }) => seq <= whole[0]!.seq)
      expect(expected.length).toBeGreaterThan(0)
      expect(seqs(found)).toEqual(seqs(expected))
    }
    await same({ person: member.id }, (entry) => mentions(entry, member.id))
    await same({ types: ['answer.began', 'search'] }, ({ type }) => type === 'answer.began')
    const [first, second] = answers
    await same(
      { fromMs: first!.atMs, beforeMs: second!.atMs },
      ({ at }) => at >= first!.atMs && at < second!.atMs,
    )
    await same(
      { person: member.id, types: ['answer.ended'], fromMs: second!.atMs },
      ({ seq }) => seq === second!.entry,
    )
    await same({ document: partners.id }, (entry) => mentions(entry, partners.id))
  })

  test('R7: that an answer rests on a document is told to an owner who may read it, and to nobody else', async () => {
    const withLease = async (caller: WorkspaceCaller) =>
      (await all(caller, { document: lease.id })).filter(({ type }) => type.startsWith('answer.'))
    expect(seqs(await withLease(served(world.as(owner))))).toHaveLength(4)
    expect(await withLease(served(world.as(auditor)))).toEqual([])
    const ofPartners = await all(served(world.as(owner)), { document: partners.id })
    expect(ofPartners.filter(({ type }) => type.startsWith('answer.'))).toEqual([])
  })
})
