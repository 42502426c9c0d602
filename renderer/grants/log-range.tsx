import { Select } from '../ui/fields/select.tsx'
import type { Grant } from './grants.ts'

const dayMs = 86_400_000
const ranges = [
  { id: '1', label: 'The last day', days: 1 },
  { id: '7', label: 'The last 7 days', days: 7 },
  { id: '30', label: 'The last 30 days', days: 30 },
] as const

/** A part of a log: its last days, or all of it. */
export type LogRange = (typeof ranges)[number]['id'] | 'all'

/** The time that a range begins with, Unix ms; null for the beginning of the log. */
export function rangeFrom(range: LogRange, nowMs: number): number | null {
  const found = ranges.find(({ id }) => id === range)
  return found ? nowMs - found.days * dayMs : null
}

/** Which part of a log an operator asks for. */
export function LogRangeSelect({
  value,
  onChange,
}: {
  value: LogRange
  onChange: (range: LogRange) => void
}) {
  return (
    <Select
      label="Of the log"
      items={[...ranges, { id: 'all', label: 'The whole log' } as const]}
      value={value}
      onChange={onChange}
    />
  )
}

/** How much of what was asked for an owner gives: all of it, or a part that begins later. */
export function NarrowedRangeSelect({
  grant,
  nowMs,
  value,
  onChange,
}: {
  grant: Grant
  nowMs: number
  value: LogRange
  onChange: (range: LogRange) => void
}) {
  const narrower = ranges.filter(({ days }) => {
    const fromMs = nowMs - days * dayMs
    return fromMs > (grant.fromMs ?? 0) && fromMs < (grant.beforeMs ?? Infinity)
  })
  return (
    <Select
      label="Of the log"
      items={[...narrower, { id: 'all', label: 'All that was asked for' } as const]}
      value={value}
      onChange={onChange}
    />
  )
}
