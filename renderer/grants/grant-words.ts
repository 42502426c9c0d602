import { momentWords } from '../audit/day.ts'
import type { Grant } from './grants.ts'

const hourMs = 3_600_000

/** "23 hours left". */
export function leftWords(ms: number): string {
  if (ms <= 0) return 'over'
  const minutes = Math.ceil(ms / 60_000)
  if (minutes < 60) return minutes === 1 ? 'a minute left' : `${minutes} minutes left`
  const hours = Math.round(ms / hourMs)
  if (hours < 48) return hours === 1 ? 'an hour left' : `${hours} hours left`
  return `${Math.floor(hours / 24)} days left`
}

/** Which part of the log was asked for. */
export function rangeWords({ fromMs, beforeMs }: Pick<Grant, 'fromMs' | 'beforeMs'>): string {
  if (fromMs === null && beforeMs === null) return 'The whole log'
  if (fromMs === null) return `Up to ${momentWords(beforeMs ?? 0)}`
  if (beforeMs === null) return `From ${momentWords(fromMs)} on`
  return `From ${momentWords(fromMs)} to ${momentWords(beforeMs)}`
}

export const stateWords: Readonly<Record<Grant['state'] | 'used', string>> = {
  waiting: 'Waiting',
  live: 'Live',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  revoked: 'Taken back',
  expired: 'Ended by its time',
  used: 'Used',
}

export function levelWords(level: Grant['level']): string {
  return level === 'full' ? 'All words' : 'Redacted'
}

export function valuesWords(count: number): string {
  return count === 1 ? '1 value' : `${count.toLocaleString()} values`
}
