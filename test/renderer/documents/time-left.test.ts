import { describe, expect, it } from 'vitest'
import { sayTimeLeft, timeLeftMs } from '../../../renderer/documents/importing/time-left.ts'

describe('time left', () => {
  it('is not told before a few files and seconds have passed', () => {
    expect(timeLeftMs(null, 10, 9_000)).toBeNull()
    expect(timeLeftMs({ startedMs: 0, finished: 2 }, 10, 9_000)).toBeNull()
    expect(timeLeftMs({ startedMs: 0, finished: 20 }, 10, 500)).toBeNull()
    expect(timeLeftMs({ startedMs: 0, finished: 20 }, 0, 9_000)).toBeNull()
  })

  it('follows the pace, and grows while nothing comes through', () => {
    expect(timeLeftMs({ startedMs: 0, finished: 10 }, 30, 20_000)).toBe(60_000)
    expect(timeLeftMs({ startedMs: 0, finished: 10 }, 30, 40_000)).toBe(120_000)
  })

  it('is said no finer than a guess is', () => {
    expect(sayTimeLeft(20_000)).toBe('less than a minute left')
    expect(sayTimeLeft(61_000)).toBe('about 1 min left')
    expect(sayTimeLeft(6.2 * 60_000)).toBe('about 6 min left')
    expect(sayTimeLeft(23 * 60_000)).toBe('about 25 min left')
    expect(sayTimeLeft(90 * 60_000)).toBe('about 2 h left')
    expect(sayTimeLeft(40 * 3_600_000)).toBe('more than a day left')
  })
})
