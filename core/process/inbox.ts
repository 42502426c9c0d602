/** Holds messages until somebody listens, so that nothing sent right after a start is lost. */
export class Inbox {
  #waiting: unknown[] = []
  #listener: ((message: unknown) => void) | undefined

  deliver(message: unknown): void {
    if (this.#listener) this.#listener(message)
    else this.#waiting.push(message)
  }

  listen(listener: (message: unknown) => void): void {
    this.#listener = listener
    const waiting = this.#waiting
    this.#waiting = []
    for (const message of waiting) listener(message)
  }
}
