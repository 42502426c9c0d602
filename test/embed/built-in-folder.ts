import { join } from 'node:path'
import { embedderEntry, modelsFolder } from '../../core/models/catalogue.ts'
import { verifyModel } from '../../core/models/verify-model.ts'
import { buildBuiltInEmbedder } from '../../models/build-built-in-embedder.ts'

/** The folder of the built-in embedder, built where it is not there yet or of another version. */
export async function builtInFolder(): Promise<string> {
  const folder = join(modelsFolder, 'built-in')
  await verifyModel(folder, embedderEntry('built-in')).catch(() => buildBuiltInEmbedder(folder))
  return folder
}
