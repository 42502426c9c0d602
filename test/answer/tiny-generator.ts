import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AdapterFile } from '../../core/answer/generator/generator.ts'
import type { GeneratorModel } from '../../core/answer/generator/open-generator.ts'
import type { InstalledModel } from '../../core/contract/model.ts'
import { ModelId, newId } from '../../core/ids.ts'
import { type TinyLlama, tinyLlama, tinyLora } from '../../models/tiny-llama.ts'

/** Writes a generated model to a folder, pinned as the store of models pins one. */
export function tinyModelIn(folder: string, tiny: TinyLlama = { seed: 'one' }): GeneratorModel {
  const path = `model-${tiny.seed}.gguf`
  const bytes = tinyLlama(tiny)
  const sha256 = hash(bytes)
  writeFileSync(join(folder, path), bytes)
  return { folder, sha256, entry: { name: 'tiny', files: [{ path, sizeBytes: bytes.length, sha256 }] } }
}

/** An adapter for it. */
export function tinyAdapterIn(folder: string, seed = 'adapter'): AdapterFile {
  const path = join(folder, `${seed}.gguf`)
  const bytes = tinyLora({ seed })
  writeFileSync(path, bytes)
  return { name: 'house style', path, sha256: hash(bytes) }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A generated model as main lends it to a workspace process. */
export function lentTinyModel(folder: string, tiny?: TinyLlama): InstalledModel {
  const { sha256, entry } = tinyModelIn(folder, tiny)
  const sizeBytes = entry.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  return {
    id: newId(ModelId),
    sha256,
    folder,
    entry: {
      task: 'generate',
      licence: 'Apache-2.0',
      sizeBytes,
      source: 'file',
      languages: [],
      memoryBytes: sizeBytes,
      name: entry.name,
      files: [...entry.files],
    },
    identities: [],
  }
}
