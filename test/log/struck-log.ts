import { setTimeout as wait } from 'node:timers/promises'
import { forkProcess } from '../../core/process/fork.ts'
import type { ChildPort } from '../../core/process/port.ts'

/** What `struck-main.ts` says. */
export type StruckSays =
  | { kind: 'opened'; pid: number; size: number; groups: readonly string[] }
  | { kind: 'acknowledged'; group: string | null }
  | { kind: 'failed'; reason: string }

/** Which process is killed: main, with the workspace process that it leaves behind, or the workspace process alone. */
export type Victim = 'main' | 'workspace'

/** How long opening may take before it counts as stuck. */
const openingMs = 60_000

/**
 * A log that is written to while its processes are killed, again and again, and what was acknowledged to whoever wrote.
 * Each opening after a blow is held against that.
 */
export class StruckLog {
  readonly #folder: string
  #main: ChildPort | null = null
  #opened = Promise.withResolvers<Extract<StruckSays, { kind: 'opened' }>>()
  /** Entries that must be there at the next opening, and groups. */
  #size = 0
  readonly #groups = new Set<string>()
  acknowledged = 0

  /** @param folder of a home with one workspace */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes until the blow, `afterMs` later; then opens again and says what is wrong. */
  async round(victim: Victim, afterMs: number): Promise<string[]> {
    const { pid } = await this.#open()
    await wait(afterMs)
    this.#opened = Promise.withResolvers()
    if (victim === 'workspace') process.kill(pid, 'SIGKILL')
    else {
      await this.#main?.kill()
      this.#main = null
    }
    const [size, groups] = [this.#size, [...this.#groups]]
    try {
      const found = await this.#open()
      const lost = groups.filter((name) => !found.groups.includes(name))
      return [
        ...(found.size > size ? [] : [`${size - found.size} entries are gone`]),
        ...lost.map((name) => `the group ${name} is gone`),
      ]
    } catch (error) {
      return [String(error)]
    }
  }

  async end(): Promise<void> {
    await this.#main?.kill()
    this.#main = null
  }

  async #open(): Promise<Extract<StruckSays, { kind: 'opened' }>> {
    this.#main ??= this.#start()
    const stuck = wait(openingMs, undefined, { ref: false }).then(() => {
      throw new Error('the workspace did not open in time')
    })
    return await Promise.race([this.#opened.promise, stuck])
  }

  #start(): ChildPort {
    const main = forkProcess(new URL('./struck-main.ts', import.meta.url))
    main.onMessage((message) => {
      if (this.#main === main) this.#hear(message as StruckSays)
    })
    main.send(this.#folder)
    return main
  }

  #hear(said: StruckSays): void {
    switch (said.kind) {
      case 'opened':
        this.#size = said.size
        for (const name of said.groups) this.#groups.add(name)
        return this.#opened.resolve(said)
      case 'acknowledged':
        this.acknowledged += 1
        this.#size += 1
        if (said.group !== null) this.#groups.add(said.group)
        return
      case 'failed':
        return this.#opened.reject(new Error(`it does not open any more: ${said.reason}`))
    }
  }
}
