import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rank } from '../../core/search/rank.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'

const folder = temporaryFolder()
const workspace = new BuiltWorkspace(folder.path)
let scope: Scope
/** Keys of passages in the order of document id and place. */
let keys: number[] = []
beforeAll(async () => {
  scope = await workspace.open()
  for (let index = 0; index < 6; index += 1)
    addDocument(scope, { title: `${index}`, pages: ['rent one', 'rent two'], groups: [everyone(scope)] })
  keys = scope.reader.passages
    .get(scope.reader.passages.postings('rent').map((one) => one.passage))
    .sort((a, b) => (a.document === b.document ? a.ordinal - b.ordinal : a.document < b.document ? -1 : 1))
    .map((one) => one.key)
})
afterAll(() => {
  workspace.close()
  folder.remove()
})

const order = (scores: readonly (readonly [number, number])[], limit: number) =>
  rank(
    scope.reader,
    scores.map(([passage, score]) => ({ passage, score })),
    limit,
  ).map(({ passage }) => passage)

describe('ranking', () => {
  test('falls by score', () => {
    const [a = 0, b = 0, c = 0] = keys
    expect(
      order(
        [
          [a, 1],
          [b, 3],
          [c, 2],
        ],
        10,
      ),
    ).toEqual([b, c, a])
  })

  test('R1: equals stand in the order of document id and place, however they came in', () => {
    expect(keys).toHaveLength(12)
    const equal = keys.map((key): [number, number] => [key, 1])
    expect(order(equal, 10)).toEqual(keys.slice(0, 10))
    expect(order([...equal].reverse(), 10)).toEqual(keys.slice(0, 10))
  })

  test('R1: equals at the last place too: which of them come in is decided by place alone', () => {
    const [best = 0, ...rest] = [...keys].reverse()
    const scores: [number, number][] = [[best, 2], ...rest.map((key): [number, number] => [key, 1])]
    expect(order(scores, 4)).toEqual([best, ...keys.slice(0, 3)])
  })

  test('what is no readable passage does not come up', () => {
    const [a = 0] = keys
    expect(
      order(
        [
          [a, 1],
          [999_999, 5],
        ],
        10,
      ),
    ).toEqual([a])
  })

  test('nothing in, nothing out', () => expect(order([], 10)).toEqual([]))
})
