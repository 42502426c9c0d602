import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { removeMember } from '../../core/access/remove-member.ts'
import { type DocumentId, GroupId, newId, StaffId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, builtMember, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { served } from '../host/served.ts'
import { expectRefusal } from '../keys/refusal.ts'

const mia = builtMember('Mia Member', 'member')
const aude = builtMember('Aude Auditor', 'auditor')

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let scope: Scope
let call: ReturnType<typeof served>['call']
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  scope.write(({ people }) => {
    for (const member of [mia, aude]) {
      people.addMember(member)
      people.join(everyone(scope), member.id)
    }
  })
  const caller = served(scope)
  call = caller.call.bind(caller)
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

const owner = () => workspace.owner.id
const groups = () => scope.reader.people.groups()
const named = (name: string) => groups().find((group) => group.name === name)
const document = (title: string, ...of: GroupId[]): DocumentId =>
  addDocument(scope, { title, pages: [`The text of ${title}.`], groups: of })

/** The log of this very state adds up to its tables: the next unlock finds nothing. */
async function opensAgain(): Promise<void> {
  workspace.anchor(scope)
  await workspace.open()
}

describe('groups', () => {
  test('A2: made, renamed, joined, left and removed, each with its entry; the log adds up to the tables', async () => {
    const { group } = await call('groups.add', { name: 'Tax', members: [owner()] })
    await call('groups.rename', { group, name: ' Tax and VAT ' })
    expect(named('Tax and VAT')?.members).toEqual([owner()])
    await call('groups.join', { group, member: mia.id })
    document('Return', group)
    await call('groups.leave', { group, member: owner() })
    expect(named('Tax and VAT')?.members).toEqual([mia.id])
    await call('groups.remove', { group, told: 1 })
    expect(groups().map(({ name }) => name)).toEqual(['everyone'])
    expect(
      scope.reader.log
        .latest(20)
        .map(({ type, state }) => [type, state?.length])
        .filter(([type]) => String(type).startsWith('group.'))
        .toReversed()
        .slice(-6),
    ).toEqual([
      ['group.added', 64],
      ['group.joined', 64],
      ['group.renamed', 64],
      ['group.joined', 64],
      ['group.left', 64],
      ['group.removed', 64],
    ])
    await opensAgain()
  })

  test('a name is taken once; another’s cannot be had by renaming; its own can', async () => {
    const { group } = await call('groups.add', { name: 'Tax' })
    await call('groups.add', { name: 'Payroll' })
    await expectRefusal(async () => await call('groups.add', { name: 'Payroll' }), 'already-exists')
    await expectRefusal(async () => await call('groups.rename', { group, name: 'Payroll' }), 'already-exists')
    await call('groups.rename', { group, name: 'Tax' })
  })

  test('“everyone” stays what it is', async () => {
    const group = everyone(scope)
    await expectRefusal(async () => await call('groups.rename', { group, name: 'All' }), 'refused')
    await expectRefusal(async () => await call('groups.leave', { group, member: mia.id }), 'refused')
    await expectRefusal(async () => await call('groups.remove', { group }), 'refused')
    expect(named('everyone')?.members).toHaveLength(3)
  })

  test('what is not there: a group, a person, a membership', async () => {
    const { group } = await call('groups.add', { name: 'Tax' })
    const [nobody, nothing] = [newId(StaffId), newId(GroupId)]
    await expectRefusal(async () => await call('groups.rename', { group: nothing, name: 'x' }), 'not-found')
    await expectRefusal(async () => await call('groups.join', { group, member: nobody }), 'not-found')
    await expectRefusal(async () => await call('groups.leave', { group, member: mia.id }), 'not-found')
    await call('groups.join', { group, member: mia.id })
    await expectRefusal(async () => await call('groups.join', { group, member: mia.id }), 'already-exists')
  })
})

describe('R2: a change that leaves documents to nobody has to be meant', () => {
  test('the last group of a document: counted before, refused without the number, done with it', async () => {
    const { group } = await call('groups.add', { name: 'Tax', members: [owner(), mia.id] })
    const alone = [document('One', group), document('Two', group)]
    const shared = document('Three', group, everyone(scope))
    const change = { kind: 'group-removed', group } as const
    expect(await call('access.preview', { change })).toEqual({ unread: 2, ownersAlone: 0 })
    const { size } = scope.log
    await expectRefusal(async () => await call('groups.remove', { group }), 'unconfirmed')
    await expectRefusal(async () => await call('groups.remove', { group, told: 1 }), 'unconfirmed')
    expect(scope.log.size).toBe(size)
    await call('groups.remove', { group, told: 2 })
    expect(scope.reader.documents.list().map(({ id }) => id)).toEqual([shared])
    expect(
      scope.reader.access.now().snapshot.documents.filter((one) => one.groups.length === 0),
    ).toHaveLength(alone.length)
    await opensAgain()
  })

  test('the last reader of a group: an auditor in it reads nothing', async () => {
    const { group } = await call('groups.add', { name: 'Tax', members: [owner(), aude.id] })
    document('One', group)
    const change = { kind: 'left', group, member: owner() } as const
    expect(await call('access.preview', { change })).toEqual({ unread: 1, ownersAlone: 0 })
    await expectRefusal(async () => await call('groups.leave', { group, member: owner() }), 'unconfirmed')
    await call('groups.join', { group, member: mia.id })
    expect(await call('access.preview', { change })).toEqual({ unread: 0, ownersAlone: 0 })
    await call('groups.leave', { group, member: owner() })
  })

  test('a member who is removed, or becomes an auditor: what they alone read, and what owners alone would', async () => {
    const { group } = await call('groups.add', { name: 'Hers', members: [owner(), mia.id, aude.id] })
    const { group: both } = await call('groups.add', { name: 'Both', members: [owner(), mia.id] })
    document('Hers', group)
    document('Both', both)
    document('Everybody’s', everyone(scope))
    await call('groups.leave', { group, member: owner() })
    for (const change of [
      { kind: 'member-removed', member: mia.id },
      { kind: 'role-changed', member: mia.id, role: 'auditor' },
    ] as const)
      expect(await call('access.preview', { change })).toEqual({ unread: 1, ownersAlone: 2 })
    const { size } = scope.log
    await expectRefusal(
      async () => await call('members.setRole', { member: mia.id, role: 'auditor' }),
      'unconfirmed',
    )
    await expectRefusal(async () => await call('members.prepareRemoval', { member: mia.id }), 'unconfirmed')
    expect(() => scope.write((writer) => removeMember(writer, mia.id, 2))).toThrow(
      'Nobody could read 1 document',
    )
    expect(scope.log.size).toBe(size)
    await call('members.setRole', { member: mia.id, role: 'auditor', told: 1 })
    expect(await call('members.list', {})).toMatchObject({ unread: 1 })
    await opensAgain()
  })

  test('what nobody could read before counts for nothing', async () => {
    const { group } = await call('groups.add', { name: 'Tax', members: [owner()] })
    document('One', group)
    await call('groups.leave', { group, member: owner(), told: 1 })
    await call('groups.remove', { group })
  })

  test('documents put into a group of nobody, and into none', async () => {
    await call('groups.add', { name: 'Empty' })
    const one = document('One', everyone(scope))
    const to = (names: string[]) => ({ documents: [one], groups: names })
    expect(await call('access.preview', { change: { kind: 'regrouped', ...to(['Empty']) } })).toEqual({
      unread: 1,
      ownersAlone: 0,
    })
    await expectRefusal(async () => await call('documents.regroup', to(['Empty'])), 'unconfirmed')
    await expectRefusal(async () => await call('documents.regroup', to([])), 'unconfirmed')
    expect(scope.reader.documents.get(one).groups).toEqual(['everyone'])
    await call('documents.regroup', { ...to([]), told: 1 })
    expect(scope.reader.documents.list()).toEqual([])
  })
})

describe('documents that nobody can read', () => {
  test('are counted, and given to a group that an owner names; what somebody reads is not taken along', async () => {
    const { group } = await call('groups.add', { name: 'Tax', members: [owner()] })
    const { group: others } = await call('groups.add', { name: 'Others', members: [owner(), mia.id] })
    const [one, two, read] = [document('One', group), document('Two', group), document('Read', others)]
    await call('groups.leave', { group: others, member: owner() })
    await expectRefusal(async () => await call('documents.adopt', { groups: ['Tax'] }), 'not-found')
    await call('groups.remove', { group, told: 2 })
    expect(await call('members.list', {})).toMatchObject({ unread: 2 })
    expect(await call('documents.adopt', { groups: ['everyone'] })).toEqual({ documents: 2 })
    expect(scope.reader.documents.list().map(({ id }) => id)).toEqual([one, two])
    expect(await call('members.list', {})).toMatchObject({ unread: 0 })
    await expectRefusal(
      () => scope.write((writer) => writer.documents.adopt(read, [everyone(scope)])),
      'not-found',
    )
    await opensAgain()
  })
})

describe('groups of many documents', () => {
  test('all of them or none: one that cannot be read stops it', async () => {
    const { group } = await call('groups.add', { name: 'Tax', members: [owner()] })
    const { group: others } = await call('groups.add', { name: 'Others', members: [owner()] })
    const [one, two, hidden] = [
      document('One', everyone(scope)),
      document('Two', everyone(scope)),
      document('Hidden', others),
    ]
    await call('groups.leave', { group: others, member: owner(), told: 1 })
    const { size } = scope.log
    await expectRefusal(
      async () => await call('documents.regroup', { documents: [one, hidden, two], groups: ['Tax'] }),
      'not-found',
    )
    expect(scope.log.size).toBe(size)
    // One that is named twice is changed once.
    await call('documents.regroup', { documents: [one, two, one], groups: ['Tax'] })
    expect(scope.log.size).toBe(size + 2)
    expect([one, two].map((id) => scope.reader.documents.groups(id))).toEqual([[group], [group]])
    await opensAgain()
  })

  test('a folder: what lies below it, as far as the caller can read it, and nothing that only begins alike', async () => {
    const { group } = await call('groups.add', { name: 'Tax', members: [owner(), mia.id] })
    const { group: others } = await call('groups.add', { name: 'Others', members: [mia.id] })
    const inFolder = (path: string, of: GroupId) =>
      scope.write((writer) =>
        writer.documents.add({
          title: 'x.txt',
          original: new Uint8Array(),
          sha256: new Uint8Array(32),
          groups: [of],
          folder: path,
        }),
      )
    const all = everyone(scope)
    const below = [inFolder('Clients/50% off_', all), inFolder('Clients/50% off_/2024', all)]
    const beside = [
      inFolder('Clients/50% off_ice', all),
      inFolder('Clients/50x offs', all),
      document('Alone', all),
    ]
    const hidden = inFolder('Clients/50% off_', others)
    expect(await call('folders.regroup', { folder: 'Clients/50% off_', groups: ['Tax'] })).toEqual({
      documents: 2,
    })
    expect(below.map((id) => scope.reader.documents.groups(id))).toEqual([[group], [group]])
    expect(beside.map((id) => scope.reader.documents.groups(id))).toEqual([[all], [all], [all]])
    const { documents } = scope.reader.access.now().snapshot
    expect(documents.find((one) => one.document === hidden)?.groups).toEqual([others])
    await expectRefusal(
      async () => await call('folders.regroup', { folder: 'Clients/5', groups: ['Tax'] }),
      'not-found',
    )
    await opensAgain()
  })
})
