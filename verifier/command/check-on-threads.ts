import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { CheckedPart, Terms } from '../verify/check-part.ts'
import type { Part } from '../verify/divide.ts'

/** Checks the parts of a bundle on as many threads as there are processors; each takes the next part that is left. */
export async function checkOnThreads(
  path: string,
  parts: readonly Part[],
  terms: Terms,
): Promise<CheckedPart[]> {
  const checked: CheckedPart[] = []
  const left = parts.entries()
  const threads = Array.from(
    { length: Math.min(availableParallelism(), parts.length) },
    () => new Worker(new URL('./part-thread.ts', import.meta.url), { workerData: { path, terms } }),
  )
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (const [index, part] of left) {
          thread.postMessage(part)
          const [one] = (await once(thread, 'message')) as [CheckedPart]
          checked[index] = one
        }
      }),
    )
    return checked
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}
