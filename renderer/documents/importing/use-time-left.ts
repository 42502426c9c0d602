import { useEffect, useState } from 'react'
import type { Pace } from './import-state.ts'
import { sayTimeLeft, timeLeftMs } from './time-left.ts'

/** How long the rest will take, said anew now and then; null while nobody can tell. */
export function useTimeLeft(pace: Pace | null, waiting: number): string | null {
  const [nowMs, setNow] = useState(() => Date.now())
  const isRunning = pace !== null
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 2_000)
    return () => clearInterval(timer)
  }, [isRunning])
  const leftMs = timeLeftMs(pace, waiting, nowMs)
  return leftMs === null ? null : sayTimeLeft(leftMs)
}
