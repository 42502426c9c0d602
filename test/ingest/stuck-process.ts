import { Worker } from 'node:worker_threads'
import { parentPort } from '../../core/process/parent-port.ts'

/** A process whose main thread never comes back, under the extractor's watchdog. */
const port = parentPort()
port.onMessage((message) => {
  const watchdog = new Worker(new URL('../../core/ingest/extractor-watchdog.ts', import.meta.url), {
    workerData: { parent: process.ppid, limitBytes: message, everyMs: 100 },
  })
  watchdog.once('online', () => {
    for (;;);
  })
})
