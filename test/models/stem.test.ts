import { expect, test } from 'vitest'
import { stem } from '../../models/stem.ts'

/** From the tables of Porter's paper, run through all of its steps, and words that SQLite's `porter` agrees on. */
test.each([
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['cats', 'cat'],
  ['agreed', 'agre'],
  ['plastered', 'plaster'],
  ['motoring', 'motor'],
  ['sing', 'sing'],
  ['conflated', 'conflat'],
  ['hopping', 'hop'],
  ['filing', 'file'],
  ['falling', 'fall'],
  ['happy', 'happi'],
  ['sky', 'sky'],
  ['relational', 'relat'],
  ['rational', 'ration'],
  ['vietnamization', 'vietnam'],
  ['hopefulness', 'hope'],
  ['electricity', 'electr'],
  ['adjustment', 'adjust'],
  ['adoption', 'adopt'],
  ['controlling', 'control'],
  ['rate', 'rate'],
  ['anthologies', 'antholog'],
  ['generalizations', 'gener'],
  ['by', 'by'],
])('%s has the stem %s', (word, expected) => {
  expect(stem(word)).toBe(expected)
})
