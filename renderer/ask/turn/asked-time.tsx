import { useState } from 'react'

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** When a question was asked: the time today, the day before. */
export function AskedTime({ ms }: { ms: number }) {
  const [now] = useState(() => new Date())
  const asked = new Date(ms)
  return <time dateTime={asked.toISOString()}>{formatFor(asked, now).format(asked)}</time>
}

function formatFor(asked: Date, now: Date): Intl.DateTimeFormat {
  if (asked.toDateString() === now.toDateString()) return time
  return asked.getFullYear() === now.getFullYear() ? day : dayOfYear
}
