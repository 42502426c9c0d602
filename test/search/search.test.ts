import { existsSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SearchHit, SearchMode } from '../../core/contract/workspace/search.ts'
import { search } from '../../core/search/search.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder, testEmbedder } from '../builders.ts'

const folder = temporaryFolder()
const workspace = new BuiltWorkspace(folder.path)
const empty = new BuiltWorkspace(folder.path)
let scope: Scope
let emptyScope: Scope

const pages = [
  'The monthly rent of the shop is 1,200 pounds.',
  'The apple harvest was good; apples were sold at the fair.',
  'NEAR the river AND NOT far from the body of the church.',
  'मासिक किराया पचास हज़ार रुपये है और अनुबंध मई में समाप्त होता है।',
  'कर्मचारियों की छुट्टियाँ और वेतन की सूची।',
  'Robert); DROP TABLE passage;-- is a name in this list.',
]
beforeAll(async () => {
  emptyScope = await empty.open()
  scope = await workspace.open()
  addDocument(scope, { title: 'all.txt', pages, groups: [everyone(scope)] })
})
afterAll(() => {
  workspace.close()
  empty.close()
  folder.remove()
})

async function find(query: string, mode: SearchMode = 'keyword', limit = 10) {
  return await search({ reader: scope.reader, embedder: testEmbedder, query, limit, mode })
}
const texts = async (query: string) => (await find(query)).map((hit) => hit.text)

describe('search', () => {
  test.each(SearchMode.options)('an empty workspace finds nothing (%s)', async (mode) => {
    const request = { reader: emptyScope.reader, embedder: testEmbedder, limit: 10, mode }
    expect(await search({ ...request, query: 'rent' })).toEqual([])
    expect(await search({ ...request, query: '' })).toEqual([])
  })

  test('R5: a hit says where it stands and how it was found', async () => {
    const [hit] = await find('monthly rent', 'fused')
    expect(SearchHit.parse(hit)).toMatchObject({
      title: 'all.txt',
      page: 1,
      ordinal: 0,
      start: 0,
      text: pages[0],
      ranks: { keyword: 1 },
    })
  })

  test('fused finds all that either search finds, in falling order', async () => {
    const fused = await find('apple rent river', 'fused', 200)
    const either = [
      ...(await find('apple rent river', 'keyword')),
      ...(await find('apple rent river', 'vector')),
    ]
    expect(new Set(fused.map((hit) => hit.ordinal))).toEqual(new Set(either.map((hit) => hit.ordinal)))
    const scores = fused.map((hit) => hit.score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  test('the limit is kept', async () => {
    expect(await find('apple rent river church', 'fused', 2)).toHaveLength(2)
  })

  test('Hindi: a question finds the text, also where it inflects the word another way', async () => {
    for (const query of ['मासिक किराया कितना है?', 'किराए', 'अनुबंधों'])
      expect((await texts(query))[0], query).toBe(pages[3])
    for (const query of ['छुट्टी', 'कर्मचारी']) expect((await texts(query))[0], query).toBe(pages[4])
  })

  test('English: words are found by their stem and without their accents', async () => {
    expect((await texts('harvests'))[0]).toBe(pages[1])
    expect((await texts('ápple'))[0]).toBe(pages[1])
  })

  test('an emoji beside a word is no part of it', async () => {
    const id = addDocument(scope, {
      title: 'chat',
      pages: ['Keys are with the janitor🙂thanks\u{1fae1}'],
      groups: [everyone(scope)],
    })
    expect(await texts('janitor')).toHaveLength(1)
    expect(await texts('thanks')).toHaveLength(1)
    scope.write((writer) => writer.documents.delete(id))
  })
})

describe('hostile queries', () => {
  test.each([
    ['"apple"', 'apple'],
    ['"apple', 'apple'],
    ['apple*', 'apple'],
    ['^apple', 'apple'],
    ['body:apple', 'body apple'],
    ['{body} : apple', 'body apple'],
    ['- body : apple', 'body apple'],
    ['NEAR(apple rent, 5)', 'near apple rent 5'],
    ['apple AND rent', 'apple rent'],
    ['apple NOT rent', 'apple not rent'],
    ['(apple OR rent)', 'apple rent'],
    ['apple + rent', 'apple rent'],
    [`apple'; DROP TABLE passage;--`, 'apple drop table passage'],
    ['app%', 'app'],
    ['appl_', 'appl'],
  ])('no syntax of FTS5 or SQL has an effect: %s', async (hostile, plain) => {
    expect(await find(hostile)).toEqual(await find(plain))
  })

  test('a prefix sign does not search by prefix', async () => {
    expect(await find('har*')).toEqual([])
  })

  test('any text at all is a query', async () => {
    const before = scope.reader.passages.totals()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (any) => {
        for (const mode of SearchMode.options)
          for (const hit of await find(any, mode)) expect(pages).toContain(hit.text)
      }),
      { numRuns: 200 },
    )
    expect(scope.reader.passages.totals()).toEqual(before)
  })

  test('very long queries are answered', async () => {
    const many = Array.from({ length: 800 }, (_, index) => `w${index}`).join(' ')
    expect((await find(`${many} apple`))[0]?.text).toBe(pages[1])
    expect(await find('a'.repeat(4_000))).toEqual([])
    expect(await find('\u0301'.repeat(4_000))).toEqual([])
  })

  const naughty = new URL('../../../shared/data/hostile/naughty-strings/blns.json', import.meta.url)
  test.skipIf(!existsSync(naughty))('the naughty strings neither fail nor change anything', async () => {
    const strings = z.array(z.string()).parse(JSON.parse(readFileSync(naughty, 'utf8')))
    expect(strings.length).toBeGreaterThan(400)
    const before = { ...scope.reader.passages.totals(), log: scope.log.size }
    for (const one of strings)
      for (const mode of SearchMode.options)
        for (const hit of await find(one, mode)) expect(pages, one).toContain(hit.text)
    expect({ ...scope.reader.passages.totals(), log: scope.log.size }).toEqual(before)
    expect((await texts('harvest'))[0]).toBe(pages[1])
  })

  test.skipIf(!existsSync(naughty))(
    'the naughty strings as documents can be found and taken out again',
    async () => {
      const strings = z.array(z.string()).parse(JSON.parse(readFileSync(naughty, 'utf8')))
      const before = scope.reader.passages.totals()
      const id = addDocument(scope, {
        title: 'naughty',
        pages: strings.map((one) => `zebra ${one.toWellFormed()}`),
        groups: [everyone(scope)],
      })
      expect(await find('zebra', 'keyword', 200)).toHaveLength(200)
      expect(scope.reader.passages.postings('zebra')).toHaveLength(strings.length)
      scope.write((writer) => writer.documents.delete(id))
      expect(await find('zebra')).toEqual([])
      expect(scope.reader.passages.totals()).toEqual(before)
    },
  )
})
