import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IdleClock } from '../../core/host/idle-clock.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

const minuteMs = 60_000

test('K4: locks when nobody has been there for as long as the settings say, and not before', () => {
  const idle = vi.fn()
  const clock = new IdleClock(() => 10 * minuteMs, idle)
  vi.advanceTimersByTime(9 * minuteMs)
  expect(idle).not.toHaveBeenCalled()
  clock.active()
  vi.advanceTimersByTime(9 * minuteMs)
  expect(idle).not.toHaveBeenCalled()
  vi.advanceTimersByTime(minuteMs + 5_000)
  expect(idle).toHaveBeenCalledOnce()
  clock.stop()
})

test('K4: a changed setting acts at once', () => {
  const idle = vi.fn()
  let limitMs = 60 * minuteMs
  const clock = new IdleClock(() => limitMs, idle)
  vi.advanceTimersByTime(5 * minuteMs)
  limitMs = minuteMs
  vi.advanceTimersByTime(5_000)
  expect(idle).toHaveBeenCalledOnce()
  clock.stop()
})

test('K4: time that was slept through counts, and so does a clock that was turned back', () => {
  for (const changeMs of [11 * minuteMs, -11 * minuteMs]) {
    const idle = vi.fn()
    let nowMs = 50 * minuteMs
    const clock = new IdleClock(
      () => 10 * minuteMs,
      idle,
      () => nowMs,
    )
    nowMs += changeMs
    vi.advanceTimersByTime(5_000)
    expect(idle).toHaveBeenCalledOnce()
    clock.stop()
  }
})

test('stopped, it says nothing more', () => {
  const idle = vi.fn()
  new IdleClock(() => minuteMs, idle).stop()
  vi.advanceTimersByTime(60 * minuteMs)
  expect(idle).not.toHaveBeenCalled()
})
