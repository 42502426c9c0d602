import { uptime } from 'node:os'

/**
 * The latest time ever seen, in Unix milliseconds: never behind the last entry of the log, and while the program runs it
 * goes on with the time since the machine was started, which no one sets. Turning the computer's clock back does not
 * move it back, nor does it stop it.
 */
export class AdvancingClock {
  readonly #wall: () => number
  readonly #runningMs: () => number
  #latestMs: number
  #atMs: number

  constructor(
    latestMs: number,
    wall: () => number = () => Date.now(),
    runningMs: () => number = () => uptime() * 1_000,
  ) {
    this.#latestMs = latestMs
    this.#wall = wall
    this.#runningMs = runningMs
    this.#atMs = runningMs()
  }

  now(): number {
    const atMs = this.#runningMs()
    this.#latestMs = Math.max(this.#wall(), this.#latestMs + Math.max(0, atMs - this.#atMs))
    this.#atMs = atMs
    return Math.floor(this.#latestMs)
  }
}
