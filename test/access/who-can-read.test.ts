import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DocumentId, DocumentId as Documents, type GroupId, newId, StaffId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import {
  addDocument,
  builtMember,
  type BuiltMember,
  BuiltWorkspace,
  everyone,
  temporaryFolder,
} from '../builders.ts'
import { served } from '../host/served.ts'
import { expectRefusal } from '../keys/refusal.ts'

const mia = builtMember('Mia Member', 'member')
const aude = builtMember('Aude Auditor', 'auditor')

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let scope: Scope
let partners: GroupId
let [lease, memo]: DocumentId[] = []

beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  partners = scope.write(({ people }) => {
    for (const member of [mia, aude]) {
      people.addMember(member)
      people.join(everyone(scope), member.id)
    }
    const group = people.addGroup('partners')
    people.join(group, workspace.owner.id)
    return group
  })
  lease = addDocument(scope, { title: 'Lease', pages: ['The rent is due.'], groups: [everyone(scope)] })
  memo = addDocument(scope, { title: 'Memo', pages: ['For partners.'], groups: [partners, everyone(scope)] })
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

/** Opens as somebody else. */
async function as(member: BuiltMember): Promise<ReturnType<typeof served>> {
  workspace.anchor(scope)
  scope = await workspace.open(member)
  return served(scope)
}

/** Time of the newest entry; whatever comes next is later. */
function moment(): number {
  const at = scope.reader.log.latest(1)[0]?.at ?? 0
  while (Date.now() <= at);
  return at
}

const readers = async (document: DocumentId, at: number | null = null) => {
  const {
    title,
    state,
    groups,
    readers: people,
  } = await served(scope).call('documents.readers', { document, at })
  return {
    title,
    state,
    groups: groups.map(({ name }) => name ?? '').toSorted(),
    people: people.map(({ name }) => name ?? '').toSorted(),
  }
}

describe('who can read a document', () => {
  test('now: by which group; an auditor is in a group and reads nothing', async () => {
    const answer = await served(scope).call('documents.readers', { document: memo! })
    expect(answer).toMatchObject({ title: 'Memo', state: 'there', changes: [{ type: 'document.added' }] })
    const by = new Map(answer.readers.map(({ name, by: groups }) => [name, groups.toSorted()]))
    expect(by).toEqual(
      new Map([
        ['Olive Owner', [everyone(scope), partners].sort()],
        ['Mia Member', [everyone(scope)]],
      ]),
    )
    expect(scope.reader.log.latest(1)[0]).toMatchObject({
      type: 'document.readers-shown',
      about: { document: memo },
    })
  })

  test('on a date: members, roles, groups, names and documents as they were, from the log', async () => {
    const before = moment()
    const nina = builtMember('Nina New', 'member')
    const later = scope.write(({ people, documents }) => {
      people.renameGroup(partners, 'directors')
      people.leave(everyone(scope), mia.id)
      people.addMember(nina)
      people.join(partners, nina.id)
      documents.setGroups(lease!, [partners])
      return documents.add({
        title: 'Later',
        original: new Uint8Array(),
        sha256: new Uint8Array(32),
        groups: [partners],
      })
    })
    const after = moment()
    scope.write((writer) => {
      writer.documents.delete(memo!)
      writer.people.removeGroup(partners)
    })
    expect(await readers(lease!, before)).toEqual({
      title: null,
      state: 'there',
      groups: ['everyone'],
      people: ['Mia Member', 'Olive Owner'],
    })
    expect(await readers(lease!, after)).toMatchObject({
      groups: ['directors'],
      people: ['Nina New', 'Olive Owner'],
    })
    expect(await readers(lease!)).toMatchObject({ state: 'there', groups: [], people: [] })
    expect(await readers(later, before)).toMatchObject({ state: 'not-yet', groups: [], people: [] })
    // Its name went with it; who could read it stands in the log.
    expect(await readers(memo!, before)).toMatchObject({
      title: null,
      state: 'there',
      groups: ['everyone', 'partners'],
    })
    expect(await readers(memo!)).toMatchObject({ title: null, state: 'deleted', people: [] })
    const { changes } = await served(scope).call('documents.readers', { document: memo! })
    expect(changes.map(({ type }) => type)).toEqual(['document.added', 'document.deleted'])
  })

  test('before there was anything, and what never was', async () => {
    expect(await readers(lease!, 0)).toMatchObject({ state: 'not-yet', people: [] })
    await expectRefusal(async () => await readers(newId(Documents)), 'not-found')
  })

  test('A4: an auditor gets the structure, and neither a name nor a title', async () => {
    const caller = await as(aude)
    const answer = await caller.call('documents.readers', { document: memo!, at: Date.now() })
    expect(answer.readers.map(({ member }) => member).sort()).toEqual([workspace.owner.id, mia.id].sort())
    const said = JSON.stringify([
      answer,
      await caller.call('documents.readers', { document: lease! }),
      await caller.call('members.readable', { member: mia.id }),
      await caller.call('members.readable', { member: mia.id, at: Date.now() }),
    ])
    for (const word of ['Mia', 'Olive', 'Memo', 'Lease', 'partners', 'everyone'])
      expect(said).not.toContain(word)
  })

  test('R1: an owner learns the title of nothing that they cannot read', async () => {
    scope.write(({ documents }) => documents.setGroups(memo!, []))
    expect(await readers(memo!)).toMatchObject({ title: null, state: 'there', people: [] })
  })
})

describe('what a person can read', () => {
  test('by group, paged by title; the rest stays countable', async () => {
    for (const number of [10, 2, 1])
      addDocument(scope, { title: `Note ${number}`, pages: ['x'], groups: [everyone(scope)] })
    const call = served(scope)
    const all = await call.call('members.readable', { member: mia.id })
    expect(all).toMatchObject({ name: 'Mia Member', role: 'member', count: 5, listed: 5 })
    expect(all.groups).toEqual([{ group: everyone(scope), name: 'everyone', documents: 5 }])
    expect(all.documents.map(({ title }) => title)).toEqual(['Lease', 'Memo', 'Note 1', 'Note 2', 'Note 10'])
    const part = await call.call('members.readable', { member: mia.id, offset: 3, limit: 1 })
    expect(part.documents.map(({ title }) => title)).toEqual(['Note 2'])
    const byPartners = { member: workspace.owner.id, group: partners }
    expect(await call.call('members.readable', byPartners)).toMatchObject({ count: 5, listed: 1 })
    expect(scope.reader.log.latest(1)[0]).toMatchObject({ type: 'member.readable-shown' })
  })

  test('an auditor nothing; somebody who was no member yet nothing; a stranger is not found', async () => {
    const before = moment()
    const nina = builtMember('Nina New', 'member')
    scope.write(({ people }) => people.addMember(nina))
    const call = served(scope)
    expect(await call.call('members.readable', { member: aude.id })).toMatchObject({
      role: 'auditor',
      count: 0,
    })
    expect(await call.call('members.readable', { member: nina.id, at: before })).toMatchObject({
      role: null,
      count: 0,
    })
    await expectRefusal(
      async () => await call.call('members.readable', { member: newId(StaffId) }),
      'not-found',
    )
  })

  test('it is what they are shown when they look themselves', async () => {
    const { documents } = await served(scope).call('members.readable', { member: mia.id })
    const caller = await as(mia)
    const own = (await caller.call('documents.list', {})).documents.map(({ id }) => id)
    expect(documents.map(({ document }) => document).sort()).toEqual(own.sort())
  })
})
