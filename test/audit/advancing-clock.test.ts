import { expect, test } from 'vitest'
import { AdvancingClock } from '../../core/audit/advancing-clock.ts'

test('A4: the latest time ever seen goes on with the machine, and never back with its clock', () => {
  let wallMs = 1_000_000
  let runningMs = 50
  const started = (latestMs: number) =>
    new AdvancingClock(
      latestMs,
      () => wallMs,
      () => runningMs,
    )
  const clock = started(900_000)
  expect(clock.now()).toBe(1_000_000)
  wallMs = 400_000
  expect(clock.now()).toBe(1_000_000)
  runningMs += 7_000
  expect(clock.now()).toBe(1_007_000)
  wallMs = 2_000_000
  expect(clock.now()).toBe(2_000_000)
  // Started again with the clock turned back: it goes on from the last entry of the log.
  wallMs = 0
  expect(started(2_000_000).now()).toBe(2_000_000)
})
