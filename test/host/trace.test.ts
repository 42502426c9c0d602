import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AnswerId, DocumentId, newId } from '../../core/ids.ts'
import type { Answered } from '../../core/answer/question.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { asking } from '../threads/asking.ts'
import { served } from './served.ts'

const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0] }
const member: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0, 1] }
const colleague: PlannedMember = { ...builtMember('Colin Colleague', 'member'), groups: [0, 1] }
const auditor: PlannedMember = { ...builtMember('Aude Auditor', 'auditor'), groups: [0, 1] }

function planned(groups: number[], pages: string[]): PlannedDocument {
  return { id: newId(DocumentId), title: 'Note', pages, groups, status: 'ready' }
}
const lease = planned([0], ['The rent is 900 pounds.'])
const partners = planned([1], ['The bonus is 40 pounds.'])

const folder = temporaryFolder()
let world: World
let open: Answered
let closed: Answered
beforeAll(async () => {
  world = new World(folder.path, {
    groupCount: 2,
    members: [owner, member, colleague, auditor],
    documents: [lease],
  })
  open = await asking(world.as(member), 'What is the rent?')
  const scope = world.as(owner)
  scope.write((writer) => {
    const door = writer.people.addGroup('another door')
    writer.people.join(door, owner.id)
    world.add(writer, partners, door)
    writer.people.leave(door, owner.id)
  })
  closed = await asking(world.as(member), 'What is the bonus?')
  expect([open.reply.kind, closed.reply.kind]).toEqual(['answered', 'answered'])
})
afterAll(() => {
  world.close()
  folder.remove()
})

const trace = async (who: PlannedMember, { answer }: Answered) =>
  await served(world.as(who)).call('answer.trace', { answer })
const isOpen = (opening: object | undefined) => opening !== undefined && 'value' in opening

describe('how an answer was made', () => {
  test('its asker sees question, passages with their places, text shown, and both entries with their proofs', async () => {
    const { began, ended, passages } = await trace(member, open)
    expect(began.openings['question']).toEqual({ value: 'What is the rent?' })
    expect(ended).toMatchObject({
      entry: { seq: open.entry, type: 'answer.ended', outcome: 'done', about: { answer: open.answer } },
      openings: { text: { value: open.reply.text }, found: { value: true } },
    })
    expect(passages).toMatchObject([
      { document: lease.id, ordinal: 0, now: { text: lease.pages[0], page: 1, start: 0, same: true } },
    ])
    expect(world.scope.reader.log.latest(1)).toMatchObject([
      { type: 'answer.traced', about: { answer: open.answer }, actor: member.id },
    ])
  })

  test('S3: a colleague is told that there is no such answer, in the same words as for one that never was', async () => {
    const never = served(world.as(colleague)).call('answer.trace', { answer: newId(AnswerId) })
    const words = await never.catch((error: Error) => error.message)
    for (const answered of [open, closed]) {
      const { size } = world.scope.log
      await expect(trace(colleague, answered)).rejects.toMatchObject({ code: 'not-found', message: words })
      expect(world.scope.log.size).toBe(size)
    }
  })

  test('R7: an owner sees what rests on documents that they may read; an auditor sees structure', async () => {
    const seen = await trace(owner, open)
    expect(isOpen(seen.began.openings['question'])).toBe(true)
    expect(seen.passages).toHaveLength(1)
    for (const [who, answered] of [
      [owner, closed],
      [auditor, open],
      [auditor, closed],
    ] as const) {
      const { began, ended, passages } = await trace(who, answered)
      expect(passages).toBeNull()
      for (const opening of Object.values({ ...began.openings, ...ended?.openings }))
        expect(opening).toEqual({ unopened: 'not-readable' })
    }
  })

  test('R7: what its asker may no longer read is no longer shown to them', async () => {
    await trace(member, closed)
    const scope = world.as(owner)
    scope.write((writer) => writer.people.leave(world.group(1), member.id))
    await expect(trace(member, closed)).rejects.toMatchObject({ code: 'not-found' })
    await trace(member, open)
  })

  test('a passage that is another one now is shown as such, and one that is gone as gone', async () => {
    world.as(member)
    world.connection
      .prepare('UPDATE passage SET text = ? WHERE text = ?')
      .run('The rent is 1,000.', lease.pages[0]!)
    expect((await trace(member, open)).passages).toMatchObject([{ now: { same: false } }])
    world.as(owner).write((writer) => writer.documents.delete(lease.id))
    await expect(trace(member, open)).rejects.toMatchObject({ code: 'not-found' })
    const { began, passages } = await trace(owner, open)
    expect(passages).toBeNull()
    expect(began.openings['question']).toEqual({ unopened: 'erased' })
  })
})
