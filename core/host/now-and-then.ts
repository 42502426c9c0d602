/** Between two words on how far something is. */
const everyMs = 100

/** Passes on how far something is, ten times a second at most, and that it is done. */
export function nowAndThen(
  say: (done: number, total: number) => void,
): (done: number, total: number) => void {
  let saidMs = -Infinity
  return (done, total) => {
    const nowMs = performance.now()
    if (done < total && nowMs - saidMs < everyMs) return
    saidMs = nowMs
    say(done, total)
  }
}
