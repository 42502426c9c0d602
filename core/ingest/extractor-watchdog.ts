import { workerData } from 'node:worker_threads'
import { z } from 'zod'

/**
 * A thread that ends the extractor process when it takes too much memory, or when the process that started it is
 * gone. A parser stuck in a loop or filling buffers outside the JavaScript heap never gets to look for itself.
 */
const { parent, limitBytes, everyMs } = z
  .object({ parent: z.int(), limitBytes: z.int().positive(), everyMs: z.int().positive() })
  .parse(workerData)

setInterval(() => {
  if (process.memoryUsage.rss() > limitBytes || !isParentAlive()) process.kill(process.pid, 'SIGKILL')
}, everyMs)

/** An orphan gets another parent, except on Windows, where the old one's number no longer answers. */
function isParentAlive(): boolean {
  if (process.ppid !== parent) return false
  if (process.platform !== 'win32') return true
  try {
    return process.kill(parent, 0)
  } catch {
    return false
  }
}
