import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mostBytes, mostCharacters } from '../../core/contract/workspace/documents.ts'
import { Tools } from '../../core/host/tools.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { DocumentId, newId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { served } from './served.ts'

const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0, 1] }
const member: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0] }

function planned(pages: string[], groups: number[], title: string): PlannedDocument {
  return { id: newId(DocumentId), title, pages, groups, status: 'ready' }
}

const long = '👩‍👩‍👧‍👦 rent '.repeat(8_000)
const lease = planned(['The first page.', `Ünïcödé 𝄞 and more.`, long], [0, 1], 'lease.pdf')
const memo = planned(['For partners.'], [1], 'memo.txt')
const failed: PlannedDocument = { ...planned([], [0], 'bad.pdf'), status: 'failed' }

const folder = temporaryFolder()
let tools: Tools
let world: World
let call: WorkspaceCaller
beforeAll(async () => {
  await builtInFolder()
  tools = new Tools(forkProcess)
  world = new World(folder.path, {
    groupCount: 2,
    members: [owner, member],
    documents: [lease, memo, failed],
  })
})
afterAll(async () => {
  await tools.close()
  world.close()
  folder.remove()
})
beforeEach(() => (call = served(world.as(member), tools)))

const latest = () => {
  const { type, about, sealed } = world.scope.reader.log.latest(1)[0] ?? {}
  return { type, about, sealed: Object.keys(sealed ?? {}) }
}

describe('workspace.about and documents.list', () => {
  test('R1: a member is told of the groups that they are in, an owner of all; counts are of what can be read', async () => {
    const { documents } = await call.call('documents.list', {})
    expect(documents.map(({ title, groups, pages }) => [title, groups, pages])).toEqual([
      ['bad.pdf', ['everyone'], null],
      ['lease.pdf', ['everyone'], 3],
    ])
    expect(await call.call('workspace.about', {})).toMatchObject({ groups: ['everyone'], documents: 1 })
    call = served(world.as(owner), tools)
    expect(
      (await call.call('documents.list', {})).documents.map(({ title, groups }) => [title, groups]),
    ).toEqual([
      ['bad.pdf', ['everyone']],
      ['lease.pdf', ['everyone', 'group 1']],
      ['memo.txt', ['group 1']],
    ])
    expect(await call.call('workspace.about', {})).toMatchObject({
      groups: ['everyone', 'group 1'],
      documents: 2,
    })
  })

  test('an owner who is not in a group is told that a document is in it as well', async () => {
    world.as(owner).write((writer) => writer.people.leave(world.group(1), owner.id))
    call = served(world.as(owner), tools)
    const { documents } = await call.call('documents.list', {})
    expect(documents.map(({ title, groups }) => [title, groups])).toEqual([
      ['bad.pdf', ['everyone']],
      ['lease.pdf', ['everyone', 'group 1']],
    ])
    world.scope.write((writer) => writer.people.join(world.group(1), owner.id))
  })
})

describe('documents.open, text and bytes', () => {
  test('A1: opened, it tells what it is and how long the text of each page is, in UTF-16 code units', async () => {
    const opened = await call.call('documents.open', { document: lease.id })
    expect(opened).toMatchObject({ id: lease.id, title: 'lease.pdf', status: 'ready', pages: 3 })
    expect(opened.texts).toEqual(
      lease.pages.map((text, index) => ({ number: index + 1, characters: text.length })),
    )
    expect(latest()).toEqual({ type: 'document.opened', about: { document: lease.id }, sealed: [] })
  })

  test('A1: a piece of text, cut at its end, also inside of what a person sees as one character', async () => {
    const text = async (index: number, start: number, end: number) =>
      (await call.call('documents.text', { document: lease.id, index, start, end })).text
    expect(await text(0, 4, 9)).toBe('first')
    expect(await text(1, 0, 9)).toBe(lease.pages[1]?.slice(0, 9))
    expect(await text(0, 4, 9_000)).toBe('first page.')
    expect(await text(0, 90, 100)).toBe('')
    expect(await text(0, 9, 4)).toBe('')
    expect(latest()).toEqual({ type: 'document.read', about: { document: lease.id }, sealed: ['piece'] })
    let whole = ''
    while (whole.length < long.length)
      whole += await text(2, whole.length, Math.min(whole.length + mostCharacters, long.length))
    expect(whole).toBe(long)
  })

  test('A1: a piece of the original, cut at its end', async () => {
    const original = new TextEncoder().encode(lease.pages.join('\f'))
    const bytes = async (start: number, end: number) =>
      (await call.call('documents.bytes', { document: lease.id, start, end })).bytes
    expect(Buffer.compare(await bytes(0, mostBytes), original)).toBe(0)
    expect(Buffer.compare(await bytes(7, 90), original.subarray(7, 90))).toBe(0)
    expect(await bytes(original.length - 2, original.length + 50)).toHaveLength(2)
    expect(await bytes(original.length, original.length + 1)).toHaveLength(0)
    expect(await bytes(9, 4)).toHaveLength(0)
    expect(latest()).toEqual({ type: 'document.read', about: { document: lease.id }, sealed: ['piece'] })
  })

  test('what was read can be told from the entry by an owner', async () => {
    call = served(world.as(owner), tools)
    await call.call('documents.text', { document: lease.id, index: 0, start: 4, end: 9_000 })
    const [entry] = world.scope.reader.log.latest(1)
    expect(entry && world.scope.reader.log.openings(entry)).toEqual({
      piece: { value: { of: 'text', index: 0, start: 4, end: 15 } },
    })
  })

  test('more than a call gives is refused with a sentence, and leaves no entry', async () => {
    const size = world.scope.log.size
    await expect(
      call.call('documents.text', { document: lease.id, index: 2, end: mostCharacters + 1 }),
    ).rejects.toMatchObject({ code: 'bad-input', message: /^At most 40,000 characters of a document / })
    await expect(
      call.call('documents.bytes', { document: lease.id, start: 1, end: mostBytes + 2 }),
    ).rejects.toMatchObject({ code: 'bad-input', message: /^At most 4 MB of a document / })
    expect(world.scope.log.size).toBe(size)
  })

  test('a page that is not there is not found; a document that failed has its original and no text', async () => {
    await expect(call.call('documents.text', { document: lease.id, index: 3, end: 1 })).rejects.toMatchObject(
      { code: 'not-found' },
    )
    expect((await call.call('documents.open', { document: failed.id })).texts).toEqual([])
    expect(await call.call('documents.bytes', { document: failed.id, start: 0, end: 10 })).toEqual({
      bytes: new Uint8Array(),
    })
  })

  test('S3: for who may not read it, it is as one that never existed', async () => {
    const size = world.scope.log.size
    for (const document of [memo.id, newId(DocumentId)])
      for (const asking of [
        call.call('documents.open', { document }),
        call.call('documents.text', { document, index: 0, end: 1 }),
        call.call('documents.bytes', { document, start: 0, end: 1 }),
        call.call('documents.retry', { document }),
      ])
        await expect(asking).rejects.toMatchObject({ code: 'not-found' })
    expect(world.scope.log.size).toBe(size)
  })
})

describe('documents.retry', () => {
  let unread: World
  beforeAll(() => {
    unread = new World(folder.path, { groupCount: 2, members: [owner, member], documents: [failed] })
  })
  afterAll(() => unread.close())
  beforeEach(() => (call = served(unread.as(member), tools)))

  test('R4: a document that failed is read again from the original that was kept', async () => {
    const document = unread.as(owner).write((writer) => {
      const id = writer.documents.add({
        title: 'late.txt',
        original: new TextEncoder().encode('The rent is due in May.'),
        sha256: new Uint8Array(32).fill(5),
        groups: [unread.group(0)],
      })
      writer.documents.fail(id, 'Reading this file took too long, so it was set aside.')
      return id
    })
    // Whoever can read it can try.
    call = served(unread.as(member), tools)
    expect(await call.call('documents.retry', { document })).toEqual({ status: 'ready', reason: null })
    expect((await call.call('search', { query: 'due', mode: 'keyword' })).hits).toMatchObject([
      { document, text: 'The rent is due in May.' },
    ])
    const types = unread.scope.reader.log.latest(3).map(({ type }) => type)
    expect(types).toEqual(['search', 'import.ended', 'document.imported'])
    // One that is ready stays as it is.
    expect(await call.call('documents.retry', { document })).toEqual({ status: 'ready', reason: null })
    expect(unread.scope.reader.log.latest(1)[0]?.type).toBe('import.ended')
  })

  test('one that fails again says why', async () => {
    const reply = await call.call('documents.retry', { document: failed.id })
    expect(reply).toEqual({ status: 'failed', reason: 'The file is empty.' })
    expect((await call.call('documents.list', {})).documents[0]).toMatchObject(reply)
  })
})
