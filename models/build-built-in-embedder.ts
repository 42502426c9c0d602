import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtInGraph } from './built-in-graph.ts'
import { encodeOnnx } from './onnx.ts'
import { tokenizerFiles } from './tokenizer.ts'
import { buildVocabulary } from './vocabulary.ts'

/**
 * Writes the built-in embedder into `folder`, replacing what is there: the same bytes on every machine, so that
 * their hashes stand in catalogue.json. It appears complete or not at all, also when several processes build it.
 */
export async function buildBuiltInEmbedder(folder: string): Promise<void> {
  const target = resolve(folder)
  const fresh = `${target}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await mkdir(join(fresh, 'onnx'), { recursive: true })
    for (const [path, content] of builtInEmbedderFiles()) await writeFile(join(fresh, path), content)
    await moveInto(fresh, target)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** The files of the model by their path in its folder. */
export function builtInEmbedderFiles(): Map<string, Uint8Array> {
  const pieces = buildVocabulary()
  const json = {
    'config.json': { model_type: 'bert', architectures: ['BertModel'] },
    ...tokenizerFiles(pieces),
  }
  const files = new Map<string, Uint8Array>()
  for (const [name, value] of Object.entries(json)) files.set(name, Buffer.from(`${JSON.stringify(value)}\n`))
  return files.set('onnx/model.onnx', encodeOnnx('bulkhead-built-in', builtInGraph(pieces)))
}

/** A folder cannot be renamed over one that holds files: the old one steps aside first. */
async function moveInto(fresh: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  const old = `${fresh}.old`
  await rename(target, old).catch(() => undefined)
  try {
    await rename(fresh, target)
  } catch (error) {
    // Another process was quicker; its bytes are the same.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM') throw error
  } finally {
    await rm(old, { recursive: true, force: true })
  }
}

if (import.meta.main) await buildBuiltInEmbedder(fileURLToPath(new URL('built-in/', import.meta.url)))
