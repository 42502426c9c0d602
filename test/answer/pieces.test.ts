import { expect, test } from 'vitest'
import { pieceTokens } from '../../core/answer/generator/pieces.ts'

/** How much is read at once where tokens in a small piece take so many milliseconds each, the first time and then. */
async function atOnce(...msForOne: number[]): Promise<number> {
  const each = msForOne.values()
  return await pieceTokens((tokens) => Promise.resolve(tokens * (each.next().value ?? NaN)))
}

test('pieces take 750 ms at the most, and are never more than the runtime reads at once, nor too few', async () => {
  expect(await atOnce(0, 0)).toBe(512)
  expect(await atOnce(1.9, 1.9)).toBe(512)
  expect(await atOnce(2, 2)).toBe(256)
  expect(await atOnce(16, 16)).toBe(32)
  expect(await atOnce(200, 200)).toBe(16)
})

test('that the model came from the disk at first makes no piece smaller', async () => {
  expect(await atOnce(200, 1)).toBe(512)
  expect(await atOnce(1, 200)).toBe(512)
})
