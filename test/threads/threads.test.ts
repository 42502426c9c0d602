import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DocumentId, newId, ThreadId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { asking } from './asking.ts'

const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0, 1] }
const member: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0, 1] }

function document(groups: number[], pages: string[]): PlannedDocument {
  return { id: newId(DocumentId), title: 'Note', pages, groups, status: 'ready' }
}

const lease = document([0], ['The rent is 900 pounds.'])
const memo = document([1], ['The rent may be doubled in May.'])
const audit = document([0], ['The audit is due in June.'])

let folder: ReturnType<typeof temporaryFolder>
let world: World
beforeEach(() => {
  folder = temporaryFolder()
  world = new World(folder.path, {
    groupCount: 2,
    members: [owner, member],
    documents: [lease, memo, audit],
  })
})
afterEach(() => {
  world.close()
  folder.remove()
})

const kinds = (scope: Scope, thread: ThreadId) =>
  scope.reader.threads.open(thread).turns.map(({ reply }) => reply.kind)

describe('threads', () => {
  test('the one asked in last comes first; its turns stand in the order of asking', async () => {
    const scope = world.as(member)
    const first = await asking(scope, 'How high is the rent?')
    const second = await asking(scope, 'When is the audit due?')
    expect(scope.reader.threads.list().map(({ id, title, turns }) => [id, title, turns])).toEqual([
      [second.thread, 'When is the audit due?', 1],
      [first.thread, 'How high is the rent?', 1],
    ])
    const third = await asking(scope, 'May it be doubled?', { thread: first.thread })
    expect(third.thread).toBe(first.thread)
    const { title, turns } = scope.reader.threads.open(first.thread)
    expect(title).toBe('How high is the rent?')
    expect(turns).toEqual(
      [first, third].map(({ answer, askedMs, entry, reply }, index) => ({
        answer,
        askedMs,
        question: ['How high is the rent?', 'May it be doubled?'][index],
        entry,
        reply,
      })),
    )
    expect(scope.reader.threads.list()[0]).toMatchObject({
      id: first.thread,
      turns: 2,
      updatedMs: third.askedMs,
    })
  })

  test('an earlier turn plays no part in the next one', async () => {
    const scope = world.as(member)
    const question = 'When is it due?'
    const { thread } = await asking(scope, 'What about the audit?')
    const within = await asking(scope, question, { thread })
    expect(within.reply).toEqual((await asking(scope, question)).reply)
  })

  test('a name given to it stays; a thread that is deleted is gone, its answers stay in the log', async () => {
    const scope = world.as(member)
    const { thread, entry } = await asking(scope, 'How high is the rent?')
    scope.write((writer) => writer.threads.rename(thread, 'Rent talks'))
    await asking(scope, 'And the audit?', { thread })
    expect(scope.reader.threads.list()).toMatchObject([{ title: 'Rent talks' }])
    const before = scope.reader.log.entry(entry)
    scope.write((writer) => writer.threads.delete(thread))
    expect(scope.reader.threads.list()).toEqual([])
    await expectRefusal(() => scope.reader.threads.open(thread), 'not-found')
    expect(scope.reader.log.entry(entry)).toEqual(before)
    for (const table of ['thread', 'turn', 'turn_citation', 'turn_source'])
      expect(world.connection.prepare(`SELECT * FROM ${table}`).all(), table).toEqual([])
    expect(scope.reader.log.latest(1)).toMatchObject([{ type: 'thread.deleted', about: { thread } }])
  })

  test('S3: a colleague’s thread, also an owner’s view of it, is as one that never existed', async () => {
    const { thread } = await asking(world.as(member), 'How high is the rent?')
    const scope = world.as(owner)
    expect(scope.reader.threads.list()).toEqual([])
    const size = scope.log.size
    const messages: string[] = []
    for (const id of [thread, newId(ThreadId)])
      for (const attempt of [
        () => scope.reader.threads.open(id),
        () => scope.write((writer) => writer.threads.rename(id, 'Mine')),
        () => scope.write((writer) => writer.threads.delete(id)),
        async () => await asking(scope, 'How high is the rent?', { thread: id }),
      ]) {
        const refusal = await Promise.resolve()
          .then(attempt)
          .catch((error: unknown) => error)
        expect(refusal).toMatchObject({ code: 'not-found' })
        messages.push((refusal as Error).message)
      }
    expect(messages.slice(0, 4)).toEqual(messages.slice(4))
    expect(scope.log.size).toBe(size)
    expect(world.as(member).reader.threads.list()).toMatchObject([{ title: 'How high is the rent?' }])
  })

  test('an answer whose process ended is interrupted; until the next unlock its turn is not told', async () => {
    const scope = world.as(member)
    const { thread } = await asking(scope, 'How high is the rent?')
    world.connection.execute(`UPDATE turn SET reply = NULL, entry = NULL; UPDATE answer SET ended = 0`)
    expect(scope.reader.threads.open(thread).turns).toEqual([])
    scope.closeInterruptedAnswers()
    expect(scope.reader.threads.open(thread).turns).toMatchObject([
      { question: 'How high is the rent?', reply: { kind: 'interrupted' }, entry: scope.log.size - 1 },
    ])
  })
})

describe('R7: an answer is readable while every document of its prompt is', () => {
  /** What is left of it in the thread where it is hidden. */
  const hidden = (scope: Scope, thread: ThreadId) => {
    expect(kinds(scope, thread)).toEqual(['hidden'])
    const { title, turns } = scope.reader.threads.open(thread)
    expect(JSON.stringify(turns)).not.toContain('900')
    // The question is the member's own, and so is the title made of it.
    expect([title, turns[0]?.question]).toEqual(['How high is the rent?', 'How high is the rent?'])
  }

  test.each([
    ['cited first', lease],
    ['cited later, or only in the prompt', audit],
    ['of a group', memo],
  ])(
    'put out of the asker’s sight, a document %s hides it; put back, it is shown again',
    async (_which, { id }) => {
      const scope = world.as(owner)
      const { thread, reply, answer } = await asking(scope, 'How high is the rent?')
      const sources = world.connection.prepare<{ document: string }>('SELECT document FROM turn_source').all()
      expect(sources.map((row) => row.document).sort()).toEqual([lease.id, memo.id, audit.id].sort())
      const groups = scope.reader.documents.groups(id)
      scope.write((writer) => writer.documents.setGroups(id, []))
      hidden(scope, thread)
      // An owner puts it back; nobody can, through a scope, what nobody can read.
      const insert = world.connection.prepare(
        'INSERT INTO document_group (document_key, group_id) SELECT key, ? FROM document WHERE id = ?',
      )
      for (const group of groups) insert.run(group, id)
      expect(scope.reader.threads.open(thread).turns).toMatchObject([{ answer, reply }])
    },
  )

  test('leaving a group hides what rests on its documents, and entering it again shows it', async () => {
    const before = world.as(member)
    const { thread, reply } = await asking(before, 'How high is the rent?')
    world.as(owner).write((writer) => writer.people.leave(world.group(1), member.id))
    hidden(world.as(member), thread)
    world.as(owner).write((writer) => writer.people.join(world.group(1), member.id))
    expect(world.as(member).reader.threads.open(thread).turns).toMatchObject([{ reply }])
  })

  test('“not found” is an answer too: it says something of every document that was looked at', async () => {
    const scope = world.as(owner)
    const { thread, reply } = await asking(scope, 'Is the rent of the orchestra in Vienna higher?')
    expect(reply.kind).toBe('not-found')
    scope.write((writer) => writer.documents.setGroups(memo.id, []))
    expect(kinds(scope, thread)).toEqual(['hidden'])
  })

  test('an auditor who was a member sees none of it', async () => {
    const { thread } = await asking(world.as(member), 'How high is the rent?')
    world.connection.prepare(`UPDATE member SET role = 'auditor' WHERE id = ?`).run(member.id)
    hidden(world.as(member), thread)
  })
})
