import { expect, test } from 'vitest'
import { twoAtATime } from '../../core/ingest/two-at-a-time.ts'

const turn = async () => await new Promise((resolve) => setTimeout(resolve, 1))

test('results stand in the order of the items, and no more than two are under way', async () => {
  let underWay = 0
  let most = 0
  const results = await twoAtATime([30, 1, 20, 2, 10], async (ms) => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise((resolve) => setTimeout(resolve, ms))
    underWay -= 1
    return ms * 2
  })
  expect(results).toEqual([60, 2, 40, 4, 20])
  expect(most).toBe(2)
})

test('after a failure nothing new is begun, and what was under way ends first', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = async (item: number) => {
    begun.push(item)
    await turn()
    if (item === 1) throw new Error('first')
    await turn()
    ended.push(item)
  }
  await expect(twoAtATime([0, 1, 2, 3, 4], work)).rejects.toThrow('first')
  expect(begun).toEqual([0, 1])
  expect(ended).toEqual([0])
})

test('nothing to do is done', async () => {
  expect(await twoAtATime([], () => Promise.reject(new Error('never')))).toEqual([])
})
