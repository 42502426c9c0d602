import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import type { Dtype, ModelTask, Pooling } from '../contract/model.ts'
import { BulkheadError } from '../errors.ts'
import { generatorMemoryBytes, readGgufHead } from './gguf.ts'

/** A file of a model that is to be taken in: where it lies, and what it is called in the model's folder. */
interface FoundFile {
  from: string
  path: string
  sizeBytes: number
}

/** What files that a person has chosen come to, as far as they say so themselves. */
export interface FoundModel {
  task: ModelTask
  /** From what the files are called, in the form that names have here. */
  name: string
  licence: string | null
  languages: string[]
  files: FoundFile[]
  sizeBytes: number
  memoryBytes: number
  /** Of an embedder and a reranker. */
  onnx: { dtype: z.infer<typeof Dtype>; maxTokens: number } | null
  /** Of an embedder. Null for what its files do not say: a person has to. */
  embedder: {
    dimension: number
    pooling: Pooling | null
    prefix: { query: string; passage: string } | null
  } | null
}

/** The runtime and its buffers. */
const onnxRuntimeBytes = 150 << 20
const maxJsonBytes = 64 << 20

/**
 * Looks at a GGUF file, the parts of one, or the files of an ONNX model in the layout of the Hugging Face hub, given one by
 * one or as their folder. Nothing is loaded.
 *
 * @throws BulkheadError `bad-input` with a sentence that says what is wrong or missing
 */
export async function inspectModel(paths: readonly string[]): Promise<FoundModel> {
  const files = paths.map((path) => resolve(path))
  const [first] = files
  if (first !== undefined && files.every((path) => path.toLowerCase().endsWith('.gguf')))
    return await inspectGguf([first, ...files.slice(1)])
  return await inspectOnnx(files)
}

async function inspectGguf(paths: readonly [string, ...string[]]): Promise<FoundModel> {
  const sorted = paths.toSorted()
  const head = await readGgufHead(sorted[0] ?? paths[0])
  if (head.kind === 'adapter')
    throw new BulkheadError(
      'bad-input',
      'This file is an adapter, not a model. Add it inside the workspace that it belongs to.',
    )
  const files = await Promise.all(sorted.map(async (from) => await found(from, plainName(basename(from)))))
  const sizeBytes = sum(files)
  return {
    task: 'generate',
    name: nameFrom(basename(sorted[0] ?? paths[0]).replace(/(-00001-of-\d+)?\.gguf$/i, '')),
    licence: head.licence,
    languages: head.languages,
    files,
    sizeBytes,
    memoryBytes: generatorMemoryBytes({ ...head, fileBytes: sizeBytes }),
    onnx: null,
    embedder: null,
  }
}

const Config = z.looseObject({
  model_type: z.string().optional(),
  architectures: z.array(z.string()).optional(),
  num_labels: z.int().optional(),
  id2label: z.record(z.string(), z.unknown()).optional(),
  hidden_size: z.int().optional(),
  dim: z.int().optional(),
  d_model: z.int().optional(),
  max_position_embeddings: z.int().optional(),
})
const TokenizerConfig = z.looseObject({ model_max_length: z.number().optional() })
const PoolingConfig = z.looseObject({
  pooling_mode_cls_token: z.boolean().optional(),
  pooling_mode_mean_tokens: z.boolean().optional(),
  pooling_mode_lasttoken: z.boolean().optional(),
})
const SentenceConfig = z.looseObject({ max_seq_length: z.int().optional() })
const PromptConfig = z.looseObject({ prompts: z.record(z.string(), z.string()).optional() })

async function inspectOnnx(paths: readonly string[]): Promise<FoundModel> {
  const at = await layout(paths)
  const [weights, dtype] = at('onnx/model_quantized.onnx')
    ? (['onnx/model_quantized.onnx', 'q8'] as const)
    : (['onnx/model.onnx', 'fp32'] as const)
  const required = ['config.json', 'tokenizer.json', 'tokenizer_config.json', weights]
  const missing = required.filter((path) => !at(path)).map((path) => basename(path))
  if (missing.length > 0)
    throw new BulkheadError(
      'bad-input',
      `These are not the files of a model: ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing. Choose the folder that holds all of them, or a GGUF file.`,
    )
  const optional = [`${weights}_data`, 'special_tokens_map.json'].filter((path) => at(path))
  const files = await Promise.all(
    [...required, ...optional].map(async (path) => await found(at(path) ?? path, path)),
  )
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T | null> => {
    const from = at(path)
    return from ? await readJson(from, schema) : null
  }
  const config = (await read('config.json', Config)) ?? {}
  const tokenizer = await read('tokenizer_config.json', TokenizerConfig)
  const sentence = await read('sentence_bert_config.json', SentenceConfig)
  const isReranker = config.architectures?.some((name) => name.endsWith('ForSequenceClassification')) ?? false
  const labels = config.num_labels ?? Object.keys(config.id2label ?? { 0: '' }).length
  if (isReranker && labels !== 1)
    throw new BulkheadError(
      'bad-input',
      'This model sorts texts into classes; it does not say how well a passage answers a question. Choose a reranker (a cross-encoder) with one output.',
    )
  const sizeBytes = sum(files)
  const name = nameFrom(folderName(paths))
  const bounds = [tokenizer?.model_max_length, sentence?.max_seq_length, config.max_position_embeddings]
  return {
    task: isReranker ? 'rerank' : 'embed',
    name,
    licence: null,
    languages: [],
    files,
    sizeBytes,
    memoryBytes: Math.ceil(sizeBytes * (dtype === 'q8' ? 1.5 : 1.2) + onnxRuntimeBytes),
    onnx: {
      dtype,
      // Some tokenizers say "no end" with a number of thirty digits.
      maxTokens: Math.min(...bounds.flatMap((one) => (one !== undefined && one >= 8 ? [one] : [])), 32_768),
    },
    embedder: isReranker
      ? null
      : {
          dimension: dimensionOf(config),
          pooling: poolingOf(await read('1_Pooling/config.json', PoolingConfig), name),
          prefix: prefixOf(await read('config_sentence_transformers.json', PromptConfig), name),
        },
  }
}

function dimensionOf({ hidden_size, dim, d_model }: z.infer<typeof Config>): number {
  const dimension = hidden_size ?? dim ?? d_model
  if (!dimension || dimension % 8 !== 0)
    throw new BulkheadError(
      'bad-input',
      'The config.json of this model does not say how long its vectors are, or says a length that cannot be used here.',
    )
  return dimension
}

function poolingOf(config: z.infer<typeof PoolingConfig> | null, name: string): Pooling | null {
  if (config?.pooling_mode_cls_token) return 'cls'
  if (config?.pooling_mode_lasttoken) return 'last'
  if (config?.pooling_mode_mean_tokens) return 'mean'
  // Families whose hub repositories for transformers.js leave that file out.
  if (/\be5\b|minilm|mpnet|gte/.test(name)) return 'mean'
  return /\bbge\b|arctic|mxbai/.test(name) ? 'cls' : null
}

function prefixOf(config: z.infer<typeof PromptConfig> | null, name: string): FoundPrefix | null {
  const prompts = config?.prompts
  const query = prompts?.['query']
  const passage = prompts?.['passage'] ?? prompts?.['document']
  if (query !== undefined || passage !== undefined) return { query: query ?? '', passage: passage ?? '' }
  if (/\be5\b/.test(name)) return { query: 'query: ', passage: 'passage: ' }
  return null
}
type FoundPrefix = { query: string; passage: string }

/** Finds the files of a model by the name that they have on the hub, in a folder or among files given one by one. */
async function layout(paths: readonly string[]): Promise<(path: string) => string | null> {
  const folders: string[] = []
  const files = new Map<string, string>()
  for (const path of paths) {
    const info = await stat(path).catch(() => null)
    if (info?.isDirectory()) folders.push(path)
    else if (info?.isFile()) files.set(basename(path), path)
  }
  const known = new Map<string, string | null>()
  for (const path of hubPaths) {
    const name = path === '1_Pooling/config.json' ? null : basename(path)
    let place = (name && files.get(name)) ?? null
    for (const folder of folders) {
      for (const candidate of name ? [path, name] : [path]) {
        const at = join(folder, candidate)
        if (!place && (await stat(at).catch(() => null))?.isFile()) place = at
      }
    }
    known.set(path, place)
  }
  return (path) => known.get(path) ?? null
}

const hubPaths = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  '1_Pooling/config.json',
  'onnx/model.onnx',
  'onnx/model.onnx_data',
  'onnx/model_quantized.onnx',
  'onnx/model_quantized.onnx_data',
]

async function found(from: string, path: string): Promise<FoundFile> {
  const { size } = await stat(from)
  if (size === 0) throw new BulkheadError('bad-input', `The file ${basename(from)} is empty.`)
  return { from, path, sizeBytes: size }
}

async function readJson<T>(from: string, schema: z.ZodType<T>): Promise<T> {
  const name = basename(from)
  const bad = new BulkheadError('bad-input', `The file ${name} is not what it should be in a model.`)
  if ((await stat(from)).size > maxJsonBytes) throw bad
  try {
    return schema.parse(JSON.parse(await readFile(from, 'utf8')))
  } catch {
    throw bad
  }
}

function folderName(paths: readonly string[]): string {
  const [only, ...more] = paths
  if (only === undefined) return 'model'
  const folder = more.length === 0 && !only.endsWith('.onnx') ? only : dirname(only)
  return basename(folder) === 'onnx' ? basename(dirname(folder)) : basename(folder)
}

/** As names are here: lower case, digits, points and dashes. */
function nameFrom(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .replace(/\.\.+/g, '.')
    .slice(0, 64)
  return plain === '' ? 'model' : plain
}

/** A file's name as it may stand in a model's folder. */
function plainName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '-').replace(/\.\.+/g, '.')
}

function sum(files: readonly FoundFile[]): number {
  return files.reduce((total, file) => total + file.sizeBytes, 0)
}
