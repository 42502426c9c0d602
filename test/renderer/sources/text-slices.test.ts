import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostCharacters } from '../../../core/contract/workspace/documents.ts'
import {
  firstSlice,
  sliceAbove,
  sliceBelow,
  wholeParagraphs,
} from '../../../renderer/sources/text/text-slices.ts'

test('a text that one call returns is read at once', () => {
  expect(firstSlice(mostCharacters, { start: 10, end: 20 })).toEqual({ start: 0, end: mostCharacters })
  expect(firstSlice(0, null)).toEqual({ start: 0, end: 0 })
})

test('a long one is read around what is cited, and from the beginning where nothing is', () => {
  const length = 10 * mostCharacters
  expect(firstSlice(length, null)).toEqual({ start: 0, end: mostCharacters })
  const middle = firstSlice(length, { start: length / 2, end: length / 2 + 100 })
  expect(middle.start).toBeLessThan(length / 2)
  expect(middle.end).toBeGreaterThan(length / 2 + 100)
  expect(firstSlice(length, { start: length - 5, end: length }).end).toBe(length)
})

test('slices above and below read all of a text, each piece once, none longer than a call returns', () => {
  fc.assert(
    fc.property(fc.nat(300_000), fc.nat(300_000), (characters, at) => {
      const start = Math.min(at, characters)
      const slices = [firstSlice(characters, { start, end: start })]
      for (let above = sliceAbove(slices[0]!); above; above = sliceAbove(above)) slices.unshift(above)
      for (let below = sliceBelow(slices.at(-1)!, characters); below; below = sliceBelow(below, characters))
        slices.push(below)
      expect(slices[0]!.start).toBe(0)
      expect(slices.at(-1)!.end).toBe(characters)
      for (const [index, slice] of slices.entries()) {
        expect(slice.end - slice.start).toBeLessThanOrEqual(mostCharacters)
        if (index > 0) expect(slice.start).toBe(slices[index - 1]!.end)
      }
    }),
  )
})

test('what is shown begins and ends with paragraphs, and always holds the cited span', () => {
  const text = 'end of one\n\nwhole paragraph\n\nbeginning of'
  const middle = { first: false, last: false }
  expect(text.slice(...range(wholeParagraphs(text, middle, null)))).toBe('\nwhole paragraph\n')
  expect(wholeParagraphs(text, { first: true, last: true }, null)).toEqual({ start: 0, end: text.length })
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n') }), fc.nat(), fc.nat(), (any, one, other) => {
      const start = Math.min(one, other) % (any.length + 1)
      const end = Math.max(start, other % (any.length + 1))
      const shown = wholeParagraphs(any, middle, { start, end })
      expect(shown.start).toBeLessThanOrEqual(start)
      expect(shown.end).toBeGreaterThanOrEqual(end)
    }),
  )
})

function range({ start, end }: { start: number; end: number }): [number, number] {
  return [start, end]
}
