import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BulkheadError } from '../errors.ts'
import type { ModelEntry } from './catalogue.ts'

/**
 * Hashes every file of a model before any of them is opened by a runtime (M2).
 * Throws `model-missing` when a file is absent and `model-changed` when a byte differs from the catalogue.
 */
export async function verifyModel(folder: string, entry: ModelEntry): Promise<void> {
  for (const file of entry.files) {
    const path = join(folder, file.path)
    const info = await stat(path).catch(() => undefined)
    if (!info?.isFile()) {
      throw new BulkheadError(
        'model-missing',
        `A file of the model ${entry.name} is not installed; install the model again.`,
      )
    }
    // The size is compared first: it is free, and a download that was cut short is the usual case.
    if (info.size !== file.sizeBytes || (await sha256OfFile(path)) !== file.sha256) {
      throw new BulkheadError(
        'model-changed',
        `A file of the model ${entry.name} is not the one in the catalogue and was not opened; install the model again.`,
      )
    }
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}
