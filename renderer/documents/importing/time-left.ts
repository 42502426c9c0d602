import type { Pace } from './import-state.ts'

/** Fewer files say nothing about the next ones. */
const enoughFiles = 3
const enoughMs = 3_000

/**
 * How long the files that are left will take at the pace of those that came through, in milliseconds; null while that
 * would be a guess. It grows while one file takes long, since time passes and nothing comes through.
 */
export function timeLeftMs(pace: Pace | null, waiting: number, nowMs: number): number | null {
  if (!pace || waiting === 0) return null
  const elapsedMs = nowMs - pace.startedMs
  if (pace.finished < enoughFiles || elapsedMs < enoughMs) return null
  return (elapsedMs / pace.finished) * waiting
}

const minuteMs = 60_000

/** "about 6 min left". No finer than a guess is. */
export function sayTimeLeft(leftMs: number): string {
  const minutes = Math.round(leftMs / minuteMs)
  if (minutes < 1) return 'less than a minute left'
  if (minutes < 10) return `about ${minutes} min left`
  if (minutes < 60) return `about ${Math.round(minutes / 5) * 5} min left`
  const hours = Math.round(minutes / 60)
  if (hours < 24) return `about ${hours} h left`
  return 'more than a day left'
}
