import { expect, test } from 'vitest'
import { Pieces } from '../../core/answer/generator/pieces.ts'

/** The sizes of the pieces that a prompt is read in, where each token takes so many milliseconds. */
function sizes(...msForOne: number[]): number[] {
  const pieces = new Pieces()
  return msForOne.map((ms) => {
    const size = pieces.next
    pieces.took(size, size * ms)
    return size
  })
}

test('pieces take 750 ms at the most, and are never more than the runtime reads at once', () => {
  expect(sizes(0, 0, 0, 0, 0)).toEqual([64, 128, 256, 512, 512])
  expect(sizes(2, 2, 2, 2, 2)).toEqual([64, 128, 256, 375, 375])
  expect(sizes(15, 15)).toEqual([64, 50])
  expect(sizes(200, 200)).toEqual([64, 16])
})

test('a busy machine makes no piece smaller', () => {
  expect(sizes(2, 40, 40, 2)).toEqual([64, 128, 256, 375])
})
