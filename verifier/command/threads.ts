import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Stretch } from '../container/members.ts'
import type { CheckedPart, Terms } from '../verify/check-part.ts'
import type { Part } from '../verify/divide.ts'
import type { PartWork } from '../verify/request.ts'
import type { Summed } from '../verify/sums.ts'
import type { Job } from './thread.ts'

/** Of the entries in a part: so many parts that all threads end at about the same time. */
const partBytes = 8 * 1024 * 1024

/** As many threads as there are processors, for the work on one bundle; each takes the next job that is left. */
export class Threads implements PartWork {
  readonly partBytes: number
  readonly #threads: readonly Worker[]
  readonly #idle: Worker[]
  readonly #waiting: ((thread: Worker) => void)[] = []

  constructor(path: string, part = partBytes) {
    this.partBytes = part
    this.#threads = Array.from(
      { length: availableParallelism() },
      () => new Worker(new URL('./thread.ts', import.meta.url), { workerData: path }),
    )
    this.#idle = [...this.#threads]
  }

  async check(part: Part, terms: Terms): Promise<CheckedPart> {
    return (await this.#run({ part, terms })) as CheckedPart
  }

  async sum(stretch: Stretch): Promise<Summed> {
    return (await this.#run({ stretch })) as Summed
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()))
  }

  /** @throws what the thread threw; it takes no more jobs then */
  async #run(job: Job): Promise<unknown> {
    const thread = this.#idle.pop() ?? (await new Promise<Worker>((take) => this.#waiting.push(take)))
    thread.postMessage(job)
    const [answer] = (await once(thread, 'message')) as [unknown]
    const take = this.#waiting.shift()
    if (take) take(thread)
    else this.#idle.push(thread)
    return answer
  }
}
