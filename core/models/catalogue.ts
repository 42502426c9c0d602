import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { BulkheadError } from '../errors.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256')

/** Inside the model's folder, with forward slashes; nothing that could climb out of it. */
const RelativePath = z.string().regex(/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/, 'is not a plain relative path')

const ModelFile = z.strictObject({ path: RelativePath, sizeBytes: z.int().positive(), sha256: Sha256 })

const common = {
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  /** SPDX identifier, or the name of the licence text in models/licences. */
  licence: z.string().min(1),
  sizeBytes: z.int().positive(),
  files: z.array(ModelFile).min(1),
  /** What makes the files: a script of this project, or the pinned address that each file's path is appended to. */
  source: z.string().min(1),
}

const EmbedderEntry = z.strictObject({
  task: z.literal('embed'),
  ...common,
  dimension: z.int().positive().multipleOf(8),
  /** Longer texts are cut here. */
  maxTokens: z.int().positive(),
  /** How token vectors become one: their mean, or the first one. */
  pooling: z.enum(['mean', 'cls']),
  /** Weight format; it selects the file name under onnx/ as transformers.js does: model.onnx, model_quantized.onnx. */
  dtype: z.enum(['fp32', 'q8']),
  /** What the model wants before a text, for instance `query: ` in the E5 family. */
  prefix: z.strictObject({ query: z.string(), passage: z.string() }),
  /** What a rank among its vectors counts for beside a rank 1 among keywords, when the two searches are fused. */
  searchWeight: z.number().positive(),
})
export type EmbedderEntry = z.infer<typeof EmbedderEntry>

const GeneratorEntry = z.strictObject({ task: z.literal('generate'), ...common })

const ModelEntry = z.discriminatedUnion('task', [EmbedderEntry, GeneratorEntry])
export type ModelEntry = z.infer<typeof ModelEntry>

const Catalogue = z
  .strictObject({ version: z.literal(1), models: z.array(ModelEntry) })
  .refine(({ models }) => new Set(models.map((model) => model.name)).size === models.length, 'repeats a name')
  .refine(
    ({ models }) =>
      models.every((model) => model.sizeBytes === model.files.reduce((sum, file) => sum + file.sizeBytes, 0)),
    'has a size that is not the sum of its files',
  )

/** Where the catalogue and the built-in models are. */
export const modelsFolder = fileURLToPath(new URL('../../models/', import.meta.url))

/** The catalogue shipped with the app. Throws a ZodError if it is malformed: that is a defect. */
export function readCatalogue(): ModelEntry[] {
  return Catalogue.parse(JSON.parse(readFileSync(`${modelsFolder}catalogue.json`, 'utf8'))).models
}

/** The catalogue's embedder of that name. Throws `model-missing` where there is none. */
export function embedderEntry(name: string): EmbedderEntry {
  const entry = readCatalogue().find((model) => model.name === name)
  if (entry?.task !== 'embed') {
    throw new BulkheadError('model-missing', 'The catalogue has no such embedder; choose another in Models.')
  }
  return entry
}

/** One SHA-256, as hex, over the paths and hashes of all files: it names the model in the log. */
export function modelSha256(entry: ModelEntry): string {
  const hash = createHash('sha256')
  for (const file of [...entry.files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${file.sha256}  ${file.path}\n`)
  }
  return hash.digest('hex')
}
