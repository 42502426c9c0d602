import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sharing } from '../../core/contract/workspace/threads.ts'
import { DocumentId, newId, StaffId, type ThreadId } from '../../core/ids.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { served } from '../host/served.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { asking } from './asking.ts'

const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0, 1] }
const mina: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0, 1] }
const nora: PlannedMember = { ...builtMember('Nora Newcomer', 'member'), groups: [0] }
const aude: PlannedMember = { ...builtMember('Aude Auditor', 'auditor'), groups: [0, 1] }

function document(groups: number[], pages: string[]): PlannedDocument {
  return { id: newId(DocumentId), title: 'Note', pages, groups, status: 'ready' }
}

const lease = document([0], ['The rent is 900 pounds.'])
const memo = document([1], ['The merger is called Nightjar.'])

let folder: ReturnType<typeof temporaryFolder>
let world: World
beforeEach(() => {
  folder = temporaryFolder()
  world = new World(folder.path, {
    groupCount: 2,
    members: [owner, mina, nora, aude],
    documents: [lease, memo],
  })
})
afterEach(() => {
  world.close()
  folder.remove()
})

const everyone = () => ({ groups: [world.group(0)], members: [] })
const only = (...members: StaffId[]) => ({ groups: [], members })

/** Mina's thread: a question that rests on the lease alone, then one that rests on the memo too. */
async function minasThread(): Promise<ThreadId> {
  const scope = world.as(mina)
  scope.write(({ people }) => people.leave(world.group(1), mina.id))
  const { thread } = await asking(scope, 'Is the rent 900 pounds?')
  scope.write(({ people }) => people.join(world.group(1), mina.id))
  await asking(scope, 'And what is Nightjar?', { thread })
  return thread
}

async function share(thread: ThreadId, sharing: Sharing = everyone()): Promise<void> {
  await served(world.as(mina)).call('threads.share', { thread, with: sharing })
}

const listed = (member: PlannedMember) => world.as(member).reader.threads.list()

describe('R7: a thread is private unless shared', () => {
  test('with a group, with a person; taken back, it is as if it had never been', async () => {
    const thread = await minasThread()
    expect(listed(owner)).toEqual([])
    for (const sharing of [everyone(), only(owner.id)]) {
      await share(thread, sharing)
      expect(listed(owner)).toMatchObject([
        { id: thread, title: 'Is the rent 900 pounds?', turns: 2, by: 'Mina Member', isShared: false },
      ])
      expect(world.scope.reader.threads.open(thread)).toMatchObject({
        by: 'Mina Member',
        sharedWith: { groups: [], members: [] },
        turns: [{ question: 'Is the rent 900 pounds?' }, { question: 'And what is Nightjar?' }],
      })
      expect(listed(mina)).toMatchObject([{ by: null, isShared: true }])
      expect(world.scope.reader.threads.open(thread)).toMatchObject({ by: null, sharedWith: sharing })
      await served(world.as(mina)).call('threads.unshare', { thread })
      expect(listed(owner)).toEqual([])
      await expectRefusal(() => world.scope.reader.threads.open(thread), 'not-found')
    }
    expect(listed(mina)).toMatchObject([{ isShared: false }])
  })

  test('sharing with others is with exactly these', async () => {
    const thread = await minasThread()
    await share(thread, only(owner.id, nora.id))
    await share(thread, only(nora.id))
    expect(listed(owner)).toEqual([])
    expect(listed(nora)).toHaveLength(1)
  })

  test('the reader sees the turns all of whose documents they may read, and of the others not even the question', async () => {
    const thread = await minasThread()
    await share(thread)
    const [summary] = listed(nora)
    expect(summary).toMatchObject({ title: 'Is the rent 900 pounds?', turns: 1 })
    const opened = world.scope.reader.threads.open(thread)
    expect(opened.turns.map(({ question, reply }) => [question, reply.kind])).toEqual([
      ['Is the rent 900 pounds?', 'answered'],
    ])
    expect(JSON.stringify([summary, opened])).not.toContain('Nightjar')
  })

  test('a name that was given to it shows with all of its turns alone; of none, it is not there', async () => {
    const thread = await minasThread()
    await share(thread)
    world.as(mina).write(({ threads }) => threads.rename(thread, 'Nightjar talks'))
    expect(listed(owner)).toMatchObject([{ title: 'Nightjar talks' }])
    expect(listed(nora)).toMatchObject([{ title: 'Is the rent 900 pounds?' }])
    world.as(owner).write(({ documents }) => documents.setGroups(lease.id, [world.group(1)]))
    expect(listed(nora)).toEqual([])
    await expectRefusal(() => world.scope.reader.threads.open(thread), 'not-found')
  })

  test('a change of access acts on the next look, in both directions', async () => {
    const thread = await minasThread()
    await share(thread)
    world.as(owner).write(({ people }) => people.join(world.group(1), nora.id))
    expect(listed(nora)).toMatchObject([{ turns: 2 }])
    world.as(owner).write(({ people }) => people.leave(world.group(1), nora.id))
    expect(listed(nora)).toMatchObject([{ turns: 1 }])
    await share(thread, { groups: [world.group(1)], members: [] })
    expect(listed(nora)).toEqual([])
    expect(listed(owner)).toHaveLength(1)
  })

  test('an auditor is shown none, nor anybody who became one', async () => {
    const thread = await minasThread()
    await share(thread, { groups: [world.group(0)], members: [] })
    expect(listed(aude)).toEqual([])
    world.connection.prepare(`UPDATE member SET role = 'auditor' WHERE id = ?`).run(nora.id)
    expect(listed(nora)).toEqual([])
    const call = served(world.as(mina))
    const { members } = await call.call('threads.audience', {})
    expect(members.map(({ name }) => name)).toEqual(['Olive Owner'])
    await expectRefusal(
      async () => await call.call('threads.share', { thread, with: only(aude.id) }),
      'not-found',
    )
  })

  test('one shares one’s own thread, with groups that one is in and people that are here', async () => {
    const thread = await minasThread()
    world.scope.write(({ people }) => people.leave(world.group(1), mina.id))
    const call = served(world.as(mina))
    const { groups } = await call.call('threads.audience', {})
    expect(groups).toMatchObject([{ name: 'everyone', everyone: true }])
    for (const sharing of [{ groups: [world.group(1)], members: [] }, only(mina.id), only(newId(StaffId))])
      await expectRefusal(
        async () => await call.call('threads.share', { thread, with: sharing }),
        'not-found',
      )
    await expectRefusal(async () => await call.call('threads.share', { thread, with: only() }), 'bad-input')
    const asOwner = served(world.as(owner))
    await expectRefusal(
      async () => await asOwner.call('threads.share', { thread, with: everyone() }),
      'not-found',
    )
  })

  test('a removed group takes the sharing with it; a deleted thread too, and the document it rested on', async () => {
    const thread = await minasThread()
    await share(thread, { groups: [world.group(1)], members: [] })
    world.as(owner).write(({ people }) => people.removeGroup(world.group(1)))
    expect(world.scope.reader.access.now().snapshot.threads).toEqual([])
    await share(thread)
    expect(world.scope.reader.access.now().snapshot.threads).toHaveLength(1)
    world.as(owner).write(({ documents }) => documents.delete(lease.id))
    expect(listed(owner)).toEqual([])
    world.as(mina).write(({ threads }) => threads.delete(thread))
    expect(world.scope.reader.access.now().snapshot.threads).toEqual([])
  })
})

test('incident 12: sharing a thread lets nobody else delete it, change it, or touch its documents', async () => {
  const thread = await minasThread()
  await share(thread)
  const scope = world.as(nora)
  const call = served(scope)
  expect(await call.call('threads.open', { thread })).toMatchObject({ by: 'Mina Member' })
  const before = dump()
  await expectRefusal(async () => await call.call('threads.delete', { thread }), 'refused')
  await expectRefusal(async () => await call.call('threads.rename', { thread, title: 'Mine' }), 'refused')
  await expectRefusal(async () => await call.call('threads.unshare', { thread }), 'refused')
  await expectRefusal(
    async () => await call.call('threads.share', { thread, with: only(owner.id) }),
    'refused',
  )
  await expectRefusal(async () => await asking(scope, 'And now?', { thread }), 'refused')
  await expectRefusal(async () => await call.call('documents.delete', { document: lease.id }), 'refused')
  expect(dump()).toEqual(before)
  expect(world.as(mina).reader.threads.open(thread).turns).toHaveLength(2)
})

/** Threads and documents, row by row. */
function dump(): object[] {
  return [
    'thread',
    'turn',
    'turn_source',
    'turn_citation',
    'thread_reader',
    'thread_reader_group',
    'document',
  ].map((table) => world.connection.prepare(`SELECT * FROM ${table}`).all())
}

describe('R7: a right that is taken away', () => {
  test('hides the answer in the same thread in the next session, and no later prompt holds its passages', async () => {
    const asked = world.as(mina)
    const { thread } = await asking(asked, 'What is Nightjar?')
    expect(asked.reader.threads.open(thread).turns).toMatchObject([{ reply: { kind: 'answered' } }])
    world.as(owner).write(({ people }) => people.leave(world.group(1), mina.id))
    const scope = world.as(mina)
    expect(scope.reader.threads.open(thread).turns).toMatchObject([{ reply: { kind: 'hidden' } }])
    const next = await asking(scope, 'What is Nightjar?', { thread })
    expect(JSON.stringify(next)).not.toContain('merger')
    const prompts = world.connection
      .prepare<{ value: string }>(
        `SELECT value FROM opening JOIN entry USING (seq)
         WHERE leaf LIKE '%"type":"answer.began"%' AND field IN ('passages', 'prompt') ORDER BY seq DESC LIMIT 2`,
      )
      .all()
    expect(prompts).toHaveLength(2)
    expect(JSON.stringify(prompts)).not.toContain(memo.id)
    expect(
      world.connection
        .prepare<{ document: string }>(
          'SELECT document FROM turn_source WHERE turn_key = (SELECT max(key) FROM turn)',
        )
        .all(),
    ).toEqual([{ document: lease.id }])
  })

  test('acts on the very next query of a scope that stays open', async () => {
    const scope = world.as(owner)
    const { thread } = await asking(scope, 'What is Nightjar?')
    const call = served(scope)
    await call.call('groups.leave', { group: world.group(1), member: owner.id })
    expect(await call.call('threads.open', { thread })).toMatchObject({
      turns: [{ reply: { kind: 'hidden' } }],
    })
    const { reply } = await asking(scope, 'What is Nightjar?', { thread })
    expect(JSON.stringify(reply)).not.toContain('merger')
  })
})
