import { shell } from '../api.ts'

/** Often enough for a limit of one minute. */
const everyMs = 10_000
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const

/** Tells the window that somebody is there, which puts off the lock that idleness brings, until it is stopped. */
export function watchPresence(): () => void {
  let toldMs = -Infinity
  const tell = ({ timeStamp }: Event) => {
    if (timeStamp - toldMs < everyMs) return
    toldMs = timeStamp
    shell.call('window.active', {}).catch(() => undefined)
  }
  for (const sign of signs) window.addEventListener(sign, tell, { capture: true, passive: true })
  return () => {
    for (const sign of signs) window.removeEventListener(sign, tell, { capture: true })
  }
}
