import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { InstalledModel, ModelEntry } from '../../core/contract/model.ts'
import { ModelId, newId } from '../../core/ids.ts'
import { modelSha256 } from '../../core/models/model-sha256.ts'
import { verifyModel } from '../../core/models/verify-model.ts'
import { type TinyEmbedder, tinyEmbedder, tinyReranker } from '../../models/tiny-bert.ts'
import { writeModel } from './model-files.ts'

type EmbedderAnswers = Partial<Omit<Extract<ModelEntry, { task: 'embed' }>, 'task' | 'files'>>

/** A tiny embedder as main lends it to a process. */
export async function installedEmbedder(
  folder: string,
  model: TinyEmbedder,
  answers: EmbedderAnswers = {},
): Promise<InstalledModel & { entry: { task: 'embed' } }> {
  const files = tinyEmbedder(model)
  return await installed(folder, files, {
    task: 'embed',
    ...common(model.seed, files),
    dimension: model.dimension ?? 32,
    maxTokens: 64,
    pooling: model.pooling ?? 'mean',
    dtype: 'fp32',
    prefix: { query: '', passage: '' },
    searchWeight: 1,
    ...answers,
  })
}

/** A tiny cross-encoder as main lends it to a process. */
export async function installedReranker(
  folder: string,
  model: TinyEmbedder,
): Promise<InstalledModel & { entry: { task: 'rerank' } }> {
  const files = tinyReranker(model)
  return await installed(folder, files, {
    task: 'rerank',
    ...common(model.seed, files),
    maxTokens: 64,
    dtype: 'fp32',
  })
}

async function installed<Entry extends ModelEntry>(
  parent: string,
  files: ReadonlyMap<string, Uint8Array>,
  entry: Entry,
): Promise<InstalledModel & { entry: Entry }> {
  const id = newId(ModelId)
  const folder = writeModel(join(parent, id), files)
  return { id, folder, entry, sha256: modelSha256(entry), identities: await verifyModel(folder, entry) }
}

function common(name: string, files: ReadonlyMap<string, Uint8Array>) {
  return {
    name,
    licence: 'Apache-2.0',
    languages: ['en'],
    memoryBytes: 1 << 20,
    source: 'file',
    sizeBytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
    files: [...files].map(([path, content]) => ({
      path,
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  }
}
