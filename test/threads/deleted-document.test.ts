import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DocumentId, newId } from '../../core/ids.ts'
import { search } from '../../core/search/search.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import {
  addDocument,
  BuiltWorkspace,
  builtMember,
  everyone,
  temporaryFolder,
  testEmbedder,
  testVector,
} from '../builders.ts'
import { canaryWord } from '../disk/canary.ts'
import { Needles } from '../disk/needles.ts'
import { plainCopy } from '../disk/plain-copy.ts'
import { searchFile } from '../disk/search-files.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { asking } from './asking.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

test('R6: of a deleted document nothing is left in the file: text, terms, vectors, answers, questions, names, openings, journal', async () => {
  const workspace = new BuiltWorkspace(folder.path)
  let scope = await workspace.open()
  const canary = canaryWord()
  const text = `The ${canary} clause ends the lease in May.`
  const needles = new Needles({
    canary,
    vector: new Uint8Array(testVector(text).buffer.slice(0)),
  })
  let copies = 0
  /** What stands in the file as it is now, with the cipher taken off, journal included. */
  const left = () => {
    const copy = join(folder.path, `plain-${(copies += 1)}`)
    plainCopy(workspace.file, workspace.key, copy)
    return [...searchFile(needles, copy)].sort()
  }

  const document = addDocument(scope, {
    title: `${canary}.txt`,
    pages: [text],
    groups: [everyone(scope)],
  })
  // In a folder of that name; a second one comes and goes with it.
  scope.write((writer) => {
    const beside = writer.documents.add({
      title: 'beside.txt',
      original: new Uint8Array(1),
      sha256: new Uint8Array(32),
      groups: [everyone(scope)],
      folder: `Matters/${canary}`,
    })
    writer.documents.delete(beside)
  })
  addDocument(scope, { title: 'other.txt', pages: ['The lease began in June.'], groups: [everyone(scope)] })
  const { thread } = await asking(scope, 'What about the lease?')
  await asking(scope, `What is the ${canary} clause?`, { thread })
  await asking(scope, `And ${canary} again?`)
  scope.write((writer) => writer.threads.rename(thread, `Talks on ${canary}`))
  const hits = await search({
    reader: scope.reader,
    embedder: testEmbedder,
    query: canary,
    limit: 5,
    mode: 'fused',
  })
  scope.write((writer) => {
    writer.record({
      type: 'search',
      outcome: 'done',
      about: {},
      sealed: { query: canary, mode: 'fused', passages: [], embedder: null, reranker: null },
      sources: hits.map((hit) => hit.document),
    })
    writer.waitingFiles.kept(
      writer.waitingFiles.add({ path: `/tmp/${canary}.txt`, name: `${canary}.txt`, groups: [] }),
      document,
    )
  })
  // Control: it is all there to be found.
  expect(left()).toEqual(['canary (plain)', 'vector (plain)'])

  scope.write((writer) => writer.documents.delete(document))
  expect(left()).toEqual([])
  expect(statSync(`${workspace.file}-wal`).size).toBe(0)
  expect(scope.reader.waitingFiles.list()).toEqual([])
  // The question without its words is still there, under a title of its own.
  expect(scope.reader.threads.list()).toMatchObject([{ id: thread, title: 'What about the lease?' }])
  expect(scope.reader.threads.open(thread).turns).toMatchObject([
    { question: 'What about the lease?', reply: { kind: 'hidden' } },
  ])

  workspace.anchor(scope)
  scope = await workspace.open()
  expect(scope.reader.threads.list()).toHaveLength(1)
  workspace.close()
  expect(left()).toEqual([])
})

describe('R6: what a deletion leaves of threads', () => {
  const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0, 1] }
  const member: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0] }
  const lease = planned([0], ['The rent is 900 pounds, the deposit two hundred.'])
  const notes = planned([0], ['The rent is due in May.'])
  /** Has the same words as the lease, and the member may not read it. */
  const secret = planned([1], ['The deposit was never paid.'])
  let world: World
  const opened = (documents: PlannedDocument[]) => {
    world = new World(folder.path, { groupCount: 2, members: [owner, member], documents })
  }
  afterEach(() => world.close())

  function planned(groups: number[], pages: string[]): PlannedDocument {
    return { id: newId(DocumentId), title: 'Note', pages, groups, status: 'ready' }
  }
  const erase = (document: PlannedDocument) =>
    world.as(owner).write((writer) => writer.documents.delete(document.id))
  const questions = (scope: Scope) =>
    scope.reader.threads
      .list()
      .map(({ id, title }) => [title, ...scope.reader.threads.open(id).turns.map((turn) => turn.question)])

  test('everybody’s replies go, whoever deletes it; a reply that did not have it stays', async () => {
    opened([lease, notes])
    const { thread } = await asking(world.as(member), 'What is the rent?')
    erase(notes)
    const scope = world.as(member)
    const { reply } = await asking(scope, 'What is the rent?', { thread })
    expect(scope.reader.threads.open(thread).turns.map((turn) => turn.reply.kind)).toEqual([
      'hidden',
      'answered',
    ])
    expect(scope.reader.threads.open(thread).turns[1]?.reply).toEqual(reply)
    for (const table of ['turn_citation', 'turn'])
      expect(JSON.stringify(world.connection.prepare(`SELECT * FROM ${table}`).all())).not.toContain('May')
  })

  test('a question goes with it where it has a word that nothing else in the prompt had, and names the thread no more', async () => {
    opened([lease, notes])
    const scope = world.as(member)
    const { thread } = await asking(scope, 'How high is the deposit?')
    await asking(scope, 'How high is the rent?', { thread })
    const named = await asking(scope, 'Who pays the deposit?')
    scope.write((writer) => writer.threads.rename(named.thread, 'Money'))
    await asking(scope, 'Is a deposit paid?')
    erase(lease)
    expect(questions(world.as(member))).toEqual([
      ['Money'],
      ['How high is the rent?', 'How high is the rent?'],
    ])
  })

  test('R1: what goes says nothing of a document that the asker may not read', async () => {
    const left: unknown[] = []
    for (const documents of [
      [lease, notes],
      [lease, notes, secret],
    ]) {
      opened(documents)
      const scope = world.as(member)
      const { thread } = await asking(scope, 'How high is the deposit?')
      await asking(scope, 'How high is the rent?', { thread })
      erase(lease)
      left.push(questions(world.as(member)))
      world.close()
    }
    expect(left[0]).toEqual([['How high is the rent?', 'How high is the rent?']])
    expect(left[1]).toEqual(left[0])
  })

  test('a document that comes back under its id brings no reply back', async () => {
    opened([lease, notes])
    const { thread } = await asking(world.as(member), 'What is the rent?')
    erase(lease)
    const scope = world.as(owner)
    scope.write((writer) => world.add(writer, lease, world.group(0)))
    expect(world.as(member).reader.threads.open(thread).turns).toMatchObject([{ reply: { kind: 'hidden' } }])
  })
})
