const longDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'long' })

/** Which day of the calendar here a time falls on. */
export function dayOf(atMs: number): string {
  const date = new Date(atMs)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** "Today, 29 July 2025". */
export function dayWords(atMs: number, nowMs: number): string {
  const day = dayOf(atMs)
  if (day === dayOf(nowMs)) return `Today, ${longDay.format(atMs)}`
  if (day === dayOf(nowMs - 86_400_000)) return `Yesterday, ${longDay.format(atMs)}`
  const thisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  return (thisYear ? shortDay : longDay).format(atMs)
}

/** "11:41": of 24 hours, as one column of figures. */
export function clockWords(atMs: number): string {
  return clock.format(atMs)
}

/** To the second and with the zone, as one would write it down. */
export function momentWords(atMs: number): string {
  return moment.format(atMs)
}

/**
 * When a day of the calendar here begins, in Unix milliseconds.
 *
 * @param day "2025-07-14"
 * @param later so many days after it
 */
export function startOfDay(day: string, later: number): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return Math.max(0, new Date(year, month - 1, date + later).getTime())
}

/** A day of the calendar here as a date field has it: "2025-07-14". */
export function dayAsTyped(atMs: number): string {
  const date = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })

/** "14 Jul 2025", of a day as a date field has it. */
export function shortDate(day: string): string {
  return dayMonth.format(startOfDay(day, 0))
}

const duration = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'second',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})

/** "2.4 sec". */
export function durationWords(ms: number): string {
  return ms < 100 ? 'less than 0.1 seconds' : duration.format(ms / 1_000)
}
