import { Extractor } from '../../core/ingest/extractor.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { parentPort } from '../../core/process/parent-port.ts'
import { endlessPdf } from './pdf-file.ts'

/** Gives its extractor a file without end and tells the extractor's process id; to be killed by the test. */
const port = parentPort()
const extractor = new Extractor((entry, options) => {
  const child = forkProcess(entry, options)
  port.send(child.pid)
  return child
})
await extractor.extract(endlessPdf(12), 'a.pdf').catch(() => undefined)
