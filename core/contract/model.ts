import { z } from 'zod'
import { ModelId } from '../ids.ts'

/** What a model does. */
export const ModelTask = z.enum(['embed', 'rerank', 'generate'])
export type ModelTask = z.infer<typeof ModelTask>

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256')

/** Inside the model's folder, with forward slashes; nothing that could climb out of it. */
const RelativePath = z.string().regex(/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/, 'is not a plain relative path')

const ModelFile = z.strictObject({ path: RelativePath, sizeBytes: z.int().positive(), sha256: Sha256 })
export type ModelFile = z.infer<typeof ModelFile>

/** Weight format; it selects the file name under onnx/ as transformers.js does: model.onnx, model_quantized.onnx. */
export const Dtype = z.enum(['fp32', 'q8'])

const common = {
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  /** SPDX identifier, or the name of the licence text in models/licences. */
  licence: z.string().min(1).max(100),
  sizeBytes: z.int().positive(),
  files: z.array(ModelFile).min(1).max(32),
  /** What makes the files: a script of this project, the pinned address that each file's path is appended to, or `file`. */
  source: z.string().min(1),
  /** As BCP 47 tags; `mul` is many. Empty where it is not known. */
  languages: z.array(z.string()),
  /** What it takes of the memory while it works, about. */
  memoryBytes: z.int().positive(),
}

/** What a model wants before a text, for instance `query: ` in the E5 family. */
export const Prefix = z.strictObject({ query: z.string().max(200), passage: z.string().max(200) })

/** How token vectors become one: their mean, the first one, or the last one. */
export const Pooling = z.enum(['mean', 'cls', 'last'])
export type Pooling = z.infer<typeof Pooling>

export const EmbedderEntry = z.strictObject({
  task: z.literal('embed'),
  ...common,
  dimension: z.int().positive().max(8_192).multipleOf(8),
  /** Longer texts are cut here. */
  maxTokens: z.int().positive().max(32_768),
  pooling: Pooling,
  dtype: Dtype,
  prefix: Prefix,
  /** What a rank among its vectors counts for beside a rank 1 among keywords, when the two searches are fused. */
  searchWeight: z.number().positive(),
})
export type EmbedderEntry = z.infer<typeof EmbedderEntry>

export const RerankerEntry = z.strictObject({
  task: z.literal('rerank'),
  ...common,
  /** Question and passage together; longer pairs are cut here. */
  maxTokens: z.int().positive().max(32_768),
  dtype: Dtype,
})
export type RerankerEntry = z.infer<typeof RerankerEntry>

const GeneratorEntry = z.strictObject({ task: z.literal('generate'), ...common })

/** A model as it is pinned: what it is, and the bytes that it has to have. */
export const ModelEntry = z.discriminatedUnion('task', [EmbedderEntry, RerankerEntry, GeneratorEntry])
export type ModelEntry = z.infer<typeof ModelEntry>

/**
 * What tells whether a file is still the one that was hashed: any write to it, and any other file in its place, changes
 * one of these. Integers, as decimal digits.
 */
export const FileIdentity = z.strictObject({
  device: z.string(),
  inode: z.string(),
  size: z.string(),
  modifiedNs: z.string(),
  changedNs: z.string(),
})
export type FileIdentity = z.infer<typeof FileIdentity>

/** An installed model as main lends it to a workspace process: it may open these files and no others. */
export const InstalledModel = z.strictObject({
  id: ModelId,
  /** Of all its files: names the model in the log and in a workspace's choice. */
  sha256: Sha256,
  folder: z.string(),
  entry: ModelEntry,
  /** Of each file when it was last hashed, in the order of the entry's files. */
  identities: z.array(FileIdentity),
})
export type InstalledModel = z.infer<typeof InstalledModel>

/** How a model goes with this computer, as far as can be told before it is loaded. */
export const Fit = z.enum(['fits', 'tight', 'too-large'])
export type Fit = z.infer<typeof Fit>
