import { parentPort, workerData } from 'node:worker_threads'
import { type Leaves, TreeCheck, type TreeInput } from '../verify/tree-check.ts'
import { nodeEngine } from './node-engine.ts'

/** The thread behind `treeOnThread`. */
const check = new TreeCheck(workerData as TreeInput, nodeEngine)
parentPort?.on('message', (leaves: Leaves | null) => {
  if (leaves === null) return parentPort?.postMessage(check.end())
  check.add(leaves)
  parentPort?.postMessage('taken')
})
