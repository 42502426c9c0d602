import { parentPort, workerData } from 'node:worker_threads'
import type { Stretch } from '../container/members.ts'
import { checkPart, type Terms } from '../verify/check-part.ts'
import type { Part } from '../verify/divide.ts'
import { sumUp } from '../verify/sums.ts'
import { FileSource } from './file-source.ts'
import { nodeEngine } from './node-engine.ts'

export type Job = { part: Part; terms: Terms } | { stretch: Stretch }

/** One of `Threads`: answers each job with what comes of it. */
const source = new FileSource(workerData as string)
parentPort?.on('message', (job: Job) => void answer(job))

async function answer(job: Job): Promise<void> {
  parentPort?.postMessage(
    'part' in job
      ? await checkPart(source, job.part, job.terms, nodeEngine)
      : await sumUp(source, job.stretch, nodeEngine),
  )
}
