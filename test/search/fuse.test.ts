import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuse } from '../../core/search/fuse.ts'

const ranking = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 })
  .map((keys) => keys.map((passage, index) => ({ passage, score: 100 - index })))
const weight = fc.double({ min: 0.01, max: 2, noNaN: true })

describe('reciprocal rank fusion', () => {
  test('a passage counts weight / (60 + rank) for each list that has it', () => {
    const fused = fuse(
      [
        { passage: 1, score: 9 },
        { passage: 2, score: 8 },
      ],
      [{ passage: 2, score: 0.9 }],
      { keyword: 1, vector: 0.5 },
    )
    expect(fused).toEqual([
      { passage: 1, score: 1 / 61, ranks: { keyword: 1, vector: null } },
      { passage: 2, score: 1 / 62 + 0.5 / 61, ranks: { keyword: 2, vector: 1 } },
    ])
  })

  test('every passage of either list comes up once; scores hang on ranks alone', () => {
    fc.assert(
      fc.property(ranking, ranking, weight, weight, (keyword, vector, one, other) => {
        const fused = fuse(keyword, vector, { keyword: one, vector: other })
        const keys = [...keyword, ...vector].map(({ passage }) => passage)
        expect(fused).toHaveLength(new Set(keys).size)
        expect(new Set(fused.map(({ passage }) => passage))).toEqual(new Set(keys))
        for (const { score, ranks } of fused) {
          const wanted =
            (ranks.keyword === null ? 0 : one / (60 + ranks.keyword)) +
            (ranks.vector === null ? 0 : other / (60 + ranks.vector))
          expect(score).toBeCloseTo(wanted, 14)
        }
      }),
    )
  })

  test('one list alone keeps its order', () => {
    fc.assert(
      fc.property(ranking, weight, (keyword, one) => {
        const scores = fuse(keyword, [], { keyword: one, vector: 1 }).map(({ score }) => score)
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
      }),
    )
  })
})
