const longDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })

/** The last millisecond of a day here, "2025-03-12"; null for no day, for today, and for days to come: now. */
export function dayEnd(day: string, nowMs: number): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return null
  const [year = 0, month = 0, date = 0] = parts.slice(1).map(Number)
  const endMs = new Date(year, month - 1, date + 1).getTime() - 1
  return endMs < nowMs ? endMs : null
}

/** The day of a time here, "2025-03-12". */
export function dayOf(atMs: number): string {
  const at = new Date(atMs)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** "12 March 2025". */
export function dayName(atMs: number): string {
  return longDay.format(atMs)
}
