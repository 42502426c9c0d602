import { Worker } from 'node:worker_threads'
import { type TreeInput, type TreeResult, type TreeWork } from '../verify/tree-check.ts'

/** Batches that may be on their way; more would only fill the memory. */
const mostWaiting = 4

/** Builds the tree on a thread of its own, while this one reads and parses. */
export function treeOnThread(input: TreeInput): TreeWork {
  const worker = new Worker(new URL('./tree-thread.ts', import.meta.url), { workerData: input })
  const ended = Promise.withResolvers<TreeResult>()
  let waiting = 0
  let wake: (() => void) | null = null
  worker.on('message', (message: 'taken' | TreeResult) => {
    if (message !== 'taken') return ended.resolve(message)
    waiting -= 1
    wake?.()
  })
  worker.on('error', (error) => {
    ended.reject(error)
    wake?.()
  })
  // Who asks for the result hears of it.
  ended.promise.catch(() => undefined)
  return {
    async add({ bytes, starts, ends, seqs }) {
      waiting += 1
      worker.postMessage({ bytes, starts, ends, seqs }, [bytes.buffer as ArrayBuffer])
      if (waiting >= mostWaiting) await new Promise<void>((resolve) => (wake = resolve))
    },
    async end() {
      worker.postMessage(null)
      return await ended.promise
    },
    async drop() {
      await worker.terminate()
    },
  }
}
