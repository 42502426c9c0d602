const thisYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const otherYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })

/** "28 Jul", with its year unless it is this one. */
export function addedWords(addedMs: number, nowMs: number): string {
  const same = new Date(addedMs).getFullYear() === new Date(nowMs).getFullYear()
  return (same ? thisYear : otherYear).format(addedMs)
}

export function addedMoment(addedMs: number): string {
  return whole.format(addedMs)
}
