/** How often it is looked whether somebody is still there. */
const everyMs = 5_000

/** Says once when nobody has been active for a while; begins anew at the next activity. */
export class IdleClock {
  readonly #limitMs: () => number
  readonly #onIdle: () => void
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout
  #activeMs: number

  /** @param limitMs asked at each look, so that a changed setting acts at once */
  constructor(limitMs: () => number, onIdle: () => void, now: () => number = Date.now) {
    this.#limitMs = limitMs
    this.#onIdle = onIdle
    this.#now = now
    this.#activeMs = now()
    this.#timer = setInterval(() => this.look(), everyMs)
    this.#timer.unref()
  }

  active(): void {
    this.#activeMs = this.#now()
  }

  /** A machine that slept, or a clock that was turned, counts as idle for as long as it looks. */
  look(): void {
    const idleMs = Math.abs(this.#now() - this.#activeMs)
    if (idleMs < this.#limitMs()) return
    this.active()
    this.#onIdle()
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
