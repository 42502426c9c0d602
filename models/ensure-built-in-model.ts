import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { modelsFolder } from '../core/models/catalogue.ts'

/**
 * Generates the built-in embedder where it is not there yet: at the first use of a source checkout. A packaged app
 * brings it.
 */
export async function ensureBuiltInModel(say: (line: string) => void): Promise<void> {
  const folder = join(modelsFolder, 'built-in')
  if (existsSync(join(folder, 'config.json'))) return
  say('Generating the built-in embedding model, once.')
  const { buildBuiltInEmbedder } = await import('./build-built-in-embedder.ts')
  await buildBuiltInEmbedder(folder)
}
