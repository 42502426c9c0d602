import * as fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rank } from '../../core/search/rank.ts'
import { searchVectors } from '../../core/search/vector.ts'
import type { GroupId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import {
  addDocument,
  BuiltWorkspace,
  everyone,
  temporaryFolder,
  testEmbedder,
  testVector,
} from '../builders.ts'

const folder = temporaryFolder()
let workspace: BuiltWorkspace
let scope: Scope
let open: GroupId
let secret: GroupId
beforeEach(async () => {
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  open = everyone(scope)
  secret = scope.write((writer) => {
    const group = writer.people.addGroup('secret')
    writer.people.join(group, scope.member)
    return group
  })
})
afterEach(() => workspace.close())
afterAll(() => folder.remove())

const add = (pages: readonly string[], groups: readonly GroupId[] = [open]) =>
  addDocument(scope, { title: '', pages, groups })
const closeSecret = () => scope.write((writer) => writer.people.leave(secret, scope.member))
const near = async (query: string, k: number) => await searchVectors(scope.reader, testEmbedder, query, k)

describe('vector search', () => {
  test('R3: k readable matches give k results, however many unreadable ones lie nearer', async () => {
    const readable = Array.from({ length: 8 }, (_, index) => `apple pie number ${index}`)
    add(readable)
    for (let index = 0; index < 30; index += 1)
      add(
        Array.from({ length: 10 }, () => 'apple'),
        [secret],
      )
    closeSecret()
    const found = await near('apple', 5)
    expect(found).toHaveLength(8)
    const texts = scope.reader.passages.get(found.map((one) => one.passage)).map((one) => one.text)
    expect(texts.sort()).toEqual(readable)
  })

  test('exact: the same passages and cosines as comparing with every one', async () => {
    const word = fc.constantFrom('rent', 'lease', 'apple', 'pear', 'invoice', 'tenant', 'court', 'tax')
    const texts = fc.array(
      fc.array(word, { minLength: 1, maxLength: 6 }).map((one) => one.join(' ')),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    await fc.assert(
      fc.asyncProperty(texts, texts, fc.integer({ min: 1, max: 12 }), async (readable, hidden, k) => {
        scope.write((writer) => {
          for (const one of scope.reader.documents.list()) writer.documents.delete(one.id)
          writer.people.join(secret, scope.member)
        })
        add(hidden, [secret])
        add(readable)
        closeSecret()
        const query = testVector('rent apple')
        const cosines = readable
          .map((text) => testVector(text).reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0))
          .sort((a, b) => b - a)
        const found = rank(scope.reader, await near('rent apple', k), k)
        expect(found).toHaveLength(Math.min(k, readable.length))
        found.forEach(({ score }, index) => expect(score).toBeCloseTo(cosines[index] ?? NaN, 5))
      }),
      { numRuns: 40 },
    )
  })

  test('R1: equals at the last place are all fetched, and the order in the file decides nothing', async () => {
    const ids = Array.from({ length: 120 }, () => add(['the very same words'])).sort()
    add(['the very same words indeed'])
    const found = rank(scope.reader, await near('the very same words', 7), 7)
    expect(scope.reader.passages.get(found.map((one) => one.passage)).map((one) => one.document)).toEqual(
      ids.slice(0, 7),
    )
  })

  test('an empty workspace, and one where nothing is readable, give nothing', async () => {
    expect(await near('apple', 5)).toEqual([])
    add(['apple'], [secret])
    closeSecret()
    expect(await near('apple', 5)).toEqual([])
  })

  test('vectors of another model are never compared', async () => {
    add(['apple'])
    const other = { ...testEmbedder, model: { ...testEmbedder.model, sha256: 'cd'.repeat(32) } }
    expect(await searchVectors(scope.reader, other, 'apple', 5)).toEqual([])
  })

  test('R6: a deleted document is not near anything', async () => {
    const id = add(['apple'])
    expect(await near('apple', 5)).toHaveLength(1)
    scope.write((writer) => writer.documents.delete(id))
    expect(await near('apple', 5)).toEqual([])
  })

  test('cancelling reaches the embedder', async () => {
    const slow = {
      ...testEmbedder,
      embed: (_texts: readonly string[], _kind: string, signal?: AbortSignal) =>
        signal?.aborted ? Promise.reject(new Error('told')) : Promise.resolve([]),
    }
    await expect(searchVectors(scope.reader, slow, 'apple', 5, AbortSignal.abort())).rejects.toThrow('told')
  })
})
