import { open, type FileHandle } from 'node:fs/promises'
import { BulkheadError } from '../errors.ts'

/** What the head of a GGUF file says of the model, as far as it concerns choosing and fitting it. */
export interface GgufHead {
  architecture: string
  /** `adapter` for a LoRA, else `model`. */
  kind: 'model' | 'adapter'
  name: string | null
  licence: string | null
  languages: string[]
  /** Tokens that the model was made for. */
  contextTokens: number | null
  layers: number | null
  embeddingLength: number | null
  heads: number | null
  /** Heads whose keys and values are kept. */
  keyValueHeads: number | null
  keyLength: number | null
  valueLength: number | null
  hasChatTemplate: boolean
  fileBytes: number
}

type Value = string | number | bigint | boolean | readonly Value[] | null

const maxPairs = 10_000
const maxTensors = 100_000
const maxStringBytes = 1 << 20
/** Longer arrays are vocabularies, of which nothing is wanted here. */
const maxKeptItems = 64
const maxArrayItems = 10_000_000

/**
 * Reads the head of a GGUF file, versions 2 and 3, as https://github.com/ggml-org/ggml/blob/master/docs/gguf.md has it.
 * The file is a stranger's: every length is bounded, and nothing of the weights is read.
 *
 * @throws BulkheadError `bad-input` for what is not a whole GGUF file
 */
export async function readGgufHead(path: string): Promise<GgufHead> {
  const file = await open(path)
  try {
    return await readHead(new HeadReader(file), (await file.stat()).size)
  } finally {
    await file.close()
  }
}

/** The context that a model is given, in tokens, unless it was made for less. */
const usualContextTokens = 4_096
/** The runtime itself, its buffers, and what a question brings along. */
const runtimeBytes = 320 << 20

/** What a GGUF model takes of the memory with its usual context: weights, keys and values in 16 bits, the runtime. */
export function generatorMemoryBytes(head: GgufHead): number {
  const { layers, heads, embeddingLength } = head
  const tokens = Math.min(head.contextTokens ?? usualContextTokens, usualContextTokens)
  const headLength = heads && embeddingLength ? embeddingLength / heads : 128
  const perToken =
    (layers ?? 32) *
    (head.keyValueHeads ?? heads ?? 8) *
    ((head.keyLength ?? headLength) + (head.valueLength ?? headLength)) *
    2
  return Math.ceil(head.fileBytes + perToken * tokens + runtimeBytes)
}

async function readHead(reader: HeadReader, fileBytes: number): Promise<GgufHead> {
  if ((await reader.bytes(4)).toString('latin1') !== 'GGUF') throw notGguf('It is not a GGUF file.')
  const version = await reader.u32()
  if (version !== 2 && version !== 3) throw notGguf(`Its GGUF version (${version}) is not known here.`)
  const tensors = await reader.count(maxTensors)
  const pairs = await reader.count(maxPairs)
  const found = new Map<string, Value>()
  for (let pair = 0; pair < pairs; pair += 1) {
    const key = await reader.string()
    found.set(key, await reader.value(await reader.u32()))
  }
  let lastOffset = 0
  for (let tensor = 0; tensor < tensors; tensor += 1) {
    await reader.string()
    const dimensions = await reader.u32()
    if (dimensions > 8) throw notGguf('It is damaged.')
    await reader.skip(dimensions * 8 + 4)
    lastOffset = Math.max(lastOffset, Number(await reader.u64()))
  }
  // A download that was cut has its head, but not what the head speaks of.
  if (reader.position + lastOffset >= fileBytes) throw notGguf('It is cut off: the end of it is missing.')
  const text = (key: string): string | null => {
    const value = found.get(key)
    return typeof value === 'string' && value !== '' ? value : null
  }
  const architecture = text('general.architecture')
  if (!architecture) throw notGguf('It does not say what kind of model it is.')
  const number = (name: string): number | null => {
    const value = found.get(`${architecture}.${name}`)
    // Some models give one number a layer; the largest is what has to fit.
    const numbers = (Array.isArray(value) ? value : [value]).map(Number).filter(Number.isSafeInteger)
    const largest = Math.max(...numbers)
    return largest > 0 && largest < 1 << 24 ? largest : null
  }
  const languages = found.get('general.languages')
  return {
    architecture,
    kind: text('general.type') === 'adapter' ? 'adapter' : 'model',
    name: text('general.name'),
    licence: text('general.license'),
    languages: (Array.isArray(languages) ? languages : []).filter((one) => typeof one === 'string'),
    contextTokens: number('context_length'),
    layers: number('block_count'),
    embeddingLength: number('embedding_length'),
    heads: number('attention.head_count'),
    keyValueHeads: number('attention.head_count_kv'),
    keyLength: number('attention.key_length'),
    valueLength: number('attention.value_length'),
    hasChatTemplate: text('tokenizer.chat_template') !== null,
    fileBytes,
  }
}

const scalarBytes: Readonly<Record<number, number>> = {
  0: 1, // uint8
  1: 1, // int8
  2: 2, // uint16
  3: 2, // int16
  4: 4, // uint32
  5: 4, // int32
  6: 4, // float32
  7: 1, // bool
  10: 8, // uint64
  11: 8, // int64
  12: 8, // float64
}
const stringType = 8
const arrayType = 9

/** Reads forward, through a window of the file. */
class HeadReader {
  readonly #file: FileHandle
  #window = Buffer.alloc(0)
  #at = 0
  #end = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** Bytes read or passed over so far. */
  get position(): number {
    return this.#end - this.#window.length + this.#at
  }

  async bytes(length: number): Promise<Buffer> {
    if (this.#window.length - this.#at < length) await this.#fill(length)
    const bytes = this.#window.subarray(this.#at, this.#at + length)
    this.#at += length
    return bytes
  }

  async skip(length: number): Promise<void> {
    const ahead = this.#window.length - this.#at
    if (length <= ahead) {
      this.#at += length
      return
    }
    this.#end += length - ahead
    this.#window = Buffer.alloc(0)
    this.#at = 0
  }

  async u32(): Promise<number> {
    return (await this.bytes(4)).readUInt32LE()
  }

  async u64(): Promise<bigint> {
    return (await this.bytes(8)).readBigUInt64LE()
  }

  async count(most: number): Promise<number> {
    const count = await this.u64()
    if (count > BigInt(most)) throw notGguf('It is damaged.')
    return Number(count)
  }

  async string(): Promise<string> {
    return (await this.bytes(await this.count(maxStringBytes))).toString('utf8')
  }

  async value(type: number): Promise<Value> {
    if (type === stringType) return await this.string()
    if (type === arrayType) return await this.#array()
    const length = scalarBytes[type]
    if (length === undefined) throw notGguf('It is damaged.')
    return scalar(type, await this.bytes(length))
  }

  async #array(): Promise<Value> {
    const type = await this.u32()
    // Nested arrays are in no model that is known; a stranger's could nest without end.
    if (type === arrayType) throw notGguf('It is damaged.')
    const count = await this.count(maxArrayItems)
    const kept: Value[] = []
    const length = scalarBytes[type]
    if (length !== undefined && count > maxKeptItems) {
      await this.skip(count * length)
      return null
    }
    for (let item = 0; item < count; item += 1) {
      if (type === stringType && item >= maxKeptItems) await this.skip(await this.count(maxStringBytes))
      else kept.push(await this.value(type))
    }
    return count > maxKeptItems ? null : kept
  }

  async #fill(length: number): Promise<void> {
    const rest = this.#window.subarray(this.#at)
    const next = Buffer.alloc(Math.max(length - rest.length, 1 << 16))
    const { bytesRead } = await this.#file.read(next, 0, next.length, this.#end)
    this.#end += bytesRead
    this.#window = Buffer.concat([rest, next.subarray(0, bytesRead)])
    this.#at = 0
    if (this.#window.length < length) throw notGguf('It is cut off: the end of it is missing.')
  }
}

function scalar(type: number, bytes: Buffer): Value {
  switch (type) {
    case 0:
      return bytes.readUInt8()
    case 1:
      return bytes.readInt8()
    case 2:
      return bytes.readUInt16LE()
    case 3:
      return bytes.readInt16LE()
    case 4:
      return bytes.readUInt32LE()
    case 5:
      return bytes.readInt32LE()
    case 6:
      return bytes.readFloatLE()
    case 7:
      return bytes.readUInt8() !== 0
    case 10:
      return bytes.readBigUInt64LE()
    case 11:
      return bytes.readBigInt64LE()
    default:
      return bytes.readDoubleLE()
  }
}

function notGguf(why: string): BulkheadError {
  return new BulkheadError('bad-input', `This file cannot be used as a model. ${why}`)
}
