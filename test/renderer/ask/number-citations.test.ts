import { expect, test } from 'vitest'
import { DocumentId, newId } from '../../../core/ids.ts'
import { numberCitations } from '../../../renderer/ask/turn/number-citations.ts'

const lease = newId(DocumentId)
const loan = newId(DocumentId)

test('R5: the same span has the same number, another span another', () => {
  const first = { document: lease, page: 2, start: 0, end: 40 }
  const numbers = numberCitations([
    first,
    { ...first, end: 41 },
    { ...first, page: 3 },
    { ...first, document: loan },
    { ...first },
    { ...first, page: null },
  ])
  expect(numbers).toEqual([1, 2, 3, 4, 1, 5])
})

test('an answer without citations has no numbers', () => {
  expect(numberCitations([])).toEqual([])
})
