import type { Connection } from '../database/connection.ts'

/** Sequence of the first entry of that time (Unix, ms) or later, among the first `size`; `size` where there is none. */
export function firstSince(connection: Connection, timeMs: number, size: number): number {
  const at = connection.prepare<{ at: number }>(
    `SELECT json_extract(leaf, '$.at') AS at FROM main.entry WHERE seq = ?`,
  )
  let [low, high] = [0, size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((at.get(middle)?.at ?? 0) < timeMs) low = middle + 1
    else high = middle
  }
  return low
}
