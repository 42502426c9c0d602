import { join } from 'node:path'
import { BulkheadError } from '../core/errors.ts'
import { embedderEntry, modelsFolder } from '../core/models/catalogue.ts'
import { verifyModel } from '../core/models/verify-model.ts'

/**
 * Generates the built-in embedder where it is missing or of an older version: at the first use of a source checkout. A
 * packaged app brings it.
 */
export async function ensureBuiltInModel(say: (line: string) => void): Promise<void> {
  const folder = join(modelsFolder, 'built-in')
  try {
    await verifyModel(folder, embedderEntry('built-in'))
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    say('Generating the built-in embedding model, once.')
    const { buildBuiltInEmbedder } = await import('./build-built-in-embedder.ts')
    await buildBuiltInEmbedder(folder)
  }
}
