import { uptime } from 'node:os'
import { Entry } from '../../audit/entry.ts'
import { looksADay, looksAnHour } from '../../contract/across.ts'
import type { StaffId } from '../../ids.ts'
import type { Firm } from '../firm.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const limits = [
  { withinMs: hourMs, most: looksAnHour },
  { withinMs: dayMs, most: looksADay },
] as const

/**
 * Looks begun while this program runs, by the time since the machine was started: setting the clock ahead does not
 * make them older.
 */
const begun = new Map<StaffId, number[]>()

export interface LooksLeft {
  hour: number
  day: number
  /** Until there is one again; 0 where there is one now. */
  waitMs: number
}

/**
 * How many looks across workspaces the person signed in has left. Counted in the firm's log, by the latest time ever
 * seen, and again in this program by a clock that nobody can set: whichever leaves fewer counts (A5).
 *
 * @param runningMs time since the machine was started
 */
export function looksLeft(firm: Firm, runningMs: number = uptime() * 1_000): LooksLeft {
  const agesMs = [agesInLog(firm), (begun.get(firm.staff.id) ?? []).map((atMs) => runningMs - atMs)]
  const left = limits.map(({ withinMs, most }) => {
    const counts = agesMs.map((ages) => ages.filter((age) => age < withinMs))
    const waits = counts.map((ages) => {
      // The one whose age has to pass the limit, before there are fewer than `most`.
      const deciding = [...ages].sort((a, b) => a - b)[most - 1]
      return deciding === undefined ? 0 : withinMs - deciding
    })
    return {
      left: Math.max(0, most - Math.max(...counts.map((ages) => ages.length))),
      waitMs: Math.max(...waits),
    }
  })
  return {
    hour: left[0]?.left ?? 0,
    day: left[1]?.left ?? 0,
    waitMs: Math.ceil(Math.max(...left.map(({ waitMs }) => waitMs))),
  }
}

/** To be called with the entry of a look. */
export function countLook(firm: Firm, runningMs: number = uptime() * 1_000): void {
  const mine = begun.get(firm.staff.id) ?? []
  begun.set(firm.staff.id, [...mine.filter((atMs) => runningMs - atMs < dayMs), runningMs])
}

/** Of the looks of this person in the last day, in the order of the log. */
function agesInLog({ staff, parts: { connection, log } }: Firm): number[] {
  const nowMs = log.clock.now()
  return connection
    .prepare<{ leaf: string }>(
      `SELECT leaf FROM entry WHERE seq >= ? AND leaf LIKE '%"type":"across.began"%' ORDER BY seq`,
    )
    .all(log.log.firstSince(nowMs - dayMs))
    .map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
    .filter(({ actor, type }) => actor === staff.id && type === 'across.began')
    .map(({ at }) => nowMs - at)
}
