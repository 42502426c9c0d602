import { useEffect, useState } from 'react'

/** Seconds that are left of a wait, counted down here; main is asked again when it is over. */
export function useWait(waitMs: number, onOver: () => void): number {
  const [end, setEnd] = useState<{ waitMs: number; atMs: number } | null>(null)
  const [nowMs, setNowMs] = useState(() => performance.now())
  if (end?.waitMs !== waitMs) setEnd({ waitMs, atMs: nowMs + waitMs })
  const leftMs = end ? end.atMs - nowMs : 0
  useEffect(() => {
    if (waitMs <= 0) return
    const timer = setInterval(() => setNowMs(performance.now()), 250)
    const over = setTimeout(onOver, waitMs + 50)
    return () => {
      clearInterval(timer)
      clearTimeout(over)
    }
  }, [waitMs, onOver])
  return waitMs <= 0 ? 0 : Math.max(1, Math.ceil(leftMs / 1_000))
}
