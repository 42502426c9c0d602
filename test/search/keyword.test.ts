import * as fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inverseDocumentFrequency, searchKeywords } from '../../core/search/keyword.ts'
import { indexedText } from '../../core/workspace/documents/indexed-text.ts'
import { indexForm, termCount } from '../../core/workspace/documents/tokenizer.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { PlainIndex } from './plain-index.ts'

const folder = temporaryFolder()
let workspace: BuiltWorkspace
let scope: Scope
beforeEach(async () => {
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
})
afterEach(() => workspace.close())
afterAll(() => folder.remove())

/** No two of them have a stem in common, and none is a stop word. */
const words =
  'rent lease tenant Müller café résumé invoice 2024 naïve किराया अनुबंध 合同 договор x1y2 zebra quartz'.split(
    ' ',
  )
const filler = [
  'the',
  'of',
  'and',
  '—',
  '…',
  '(',
  '"',
  'AND',
  'NOT',
  '*',
  'a\u0301',
  '\u{1f600}',
  '\u200d',
  '\u0000',
  "o'clock",
]
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, fc.constantFrom(...filler)), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts) => parts.join(' '))
const corpus = fc.array(fc.record({ text, readable: fc.boolean(), deleted: fc.boolean() }), { maxLength: 12 })
const query = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 5 })

describe('keyword search', () => {
  test('R1: scores are those of FTS5 over the readable passages alone, whatever else is or was there', () => {
    fc.assert(
      fc.property(corpus, query, (documents, asked) => {
        scope.write((writer) => {
          for (const one of scope.reader.documents.list()) writer.documents.delete(one.id)
        })
        const secret = scope.write((writer) => {
          const group = writer.people.addGroup(`secret ${scope.log.size}`)
          writer.people.join(group, scope.member)
          return group
        })
        const ids = documents.map((one, index) => ({
          ...one,
          id: addDocument(scope, {
            title: `t${index}.txt`,
            pages: [one.text],
            groups: [one.readable ? everyone(scope) : secret],
          }),
        }))
        scope.write((writer) => {
          for (const one of ids) if (one.deleted) writer.documents.delete(one.id)
          writer.people.leave(secret, scope.member)
        })
        const rest = ids.filter((one) => one.readable && !one.deleted)
        const plain = new PlainIndex(
          rest.map((one) =>
            indexedText({ title: `t${ids.indexOf(one)}.txt`, heading: null, text: one.text }),
          ),
        )
        const wanted = plain.scores(asked)
        plain.close()
        const found = searchKeywords(scope.reader, asked.join(' '))
        const passages = scope.reader.passages.get(found.map((one) => one.passage))
        expect(found).toHaveLength(wanted.size)
        passages.forEach((passage, index) => {
          const want = wanted.get(rest.findIndex((one) => one.id === passage.document)) ?? NaN
          const score = found[index]?.score ?? NaN
          expect(Math.abs(score - want) / want, passage.text).toBeLessThan(1e-6)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('terms are counted as the index counts them, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (any) => {
        const [title, body] = ['x', `${any} y`]
        const id = addDocument(scope, { title, pages: [body], groups: [everyone(scope)] })
        const before = scope.reader.passages.totals()
        const counted = scope.reader.passages.terms(body).reduce((sum, term) => {
          const own = scope.reader.passages
            .postings(term)
            .filter((one) => scope.reader.passages.get([one.passage])[0]?.document === id)
          return sum + (own[0]?.occurrences ?? 0)
        }, 0)
        const withTitle = scope.reader.passages.terms(body).includes('x') ? 0 : 1
        scope.write((writer) => writer.documents.delete(id))
        expect(before.words).toBe(counted + withTitle)
      }),
      { numRuns: 150 },
    )
  })

  test.each([
    ['Hindi words stay whole at their vowel signs', 'किराया अनुबंध', 2],
    ['letters and digits are one term', 'x1y2', 1],
    ['an accent is part of its word', 'cafe\u0301 café', 2],
    ['emoji and signs newer than the tokenizer end a word', 'rent🙂due 🙂 a\u{1fae0}', 3],
    ['signs are none', '— … * " ( )', 0],
    ['an empty text has none', '', 0],
  ])('termCount: %s', (_name, given, count) => expect(termCount(indexForm(given))).toBe(count))

  test('a term in most passages still counts a little, and never below zero', () => {
    expect(inverseDocumentFrequency(10, 10)).toBe(1e-6)
    expect(inverseDocumentFrequency(10, 1)).toBeCloseTo(Math.log(9.5 / 1.5), 12)
  })

  test('an empty workspace finds nothing', () => {
    expect(searchKeywords(scope.reader, 'rent')).toEqual([])
  })

  test('a question without a word finds nothing', () => {
    addDocument(scope, { title: 'a', pages: ['rent'], groups: [everyone(scope)] })
    for (const none of ['', '   ', '???', '"" OR *', '\u0000'])
      expect(searchKeywords(scope.reader, none), none).toEqual([])
  })
})
