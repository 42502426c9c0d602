import type { BulkheadError } from '../errors.ts'

/** What a process was asked for by number and has not answered yet; with its end, all of it fails. */
export class Answers<T> {
  readonly #waiting = new Map<number, PromiseWithResolvers<T>>()
  #asked = 0
  #failure: BulkheadError | null = null

  /**
   * Asks with the next number. Resolves with the answer; rejects where it is a refusal, or none can come any more.
   *
   * @param send sends the question with that number
   */
  async ask(send: (id: number) => void): Promise<T> {
    if (this.#failure) throw this.#failure
    const id = ++this.#asked
    const waiting = Promise.withResolvers<T>()
    this.#waiting.set(id, waiting)
    send(id)
    return await waiting.promise
  }

  give(id: number, answer: T): void {
    this.#waiting.get(id)?.resolve(answer)
    this.#waiting.delete(id)
  }

  refuse(id: number, error: BulkheadError): void {
    this.#waiting.get(id)?.reject(error)
    this.#waiting.delete(id)
  }

  /** No answer comes any more. */
  fail(error: BulkheadError): void {
    this.#failure = error
    for (const waiting of this.#waiting.values()) waiting.reject(error)
  }
}
