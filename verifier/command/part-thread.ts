import { parentPort, workerData } from 'node:worker_threads'
import { checkPart, type Terms } from '../verify/check-part.ts'
import type { Part } from '../verify/divide.ts'
import { FileSource } from './file-source.ts'
import { nodeEngine } from './node-engine.ts'

/** A thread of `checkOnThreads`: answers each part that it is given with what it was found to be. */
const { path, terms } = workerData as { path: string; terms: Terms }
const source = await FileSource.open(path)
parentPort?.on('message', (part: Part) => void answer(part))

async function answer(part: Part): Promise<void> {
  parentPort?.postMessage(await checkPart(source, part, terms, nodeEngine))
}
