import { encodeGguf, type GgufTensor } from './gguf.ts'
import { pseudoRandom } from './pseudo-random.ts'

/**
 * A model of the Llama architecture that is small enough to make on the spot: bytes for a vocabulary, two layers, random
 * weights, the same ones for the same seed on every machine. It has nothing to say; it is what the real runtime is tested
 * with, and what a speed is measured on.
 */
export interface TinyLlama {
  seed: string
  /** Numbers in a layer's state: a multiple of 32. */
  width?: number
  layers?: number
  /** Tokens that it can attend to. */
  contextTokens?: number
  /**
   * What it writes, where it is not to be random: after each character of one of these the next one, and after the last
   * the end. A character has one successor, so none may stand in two places; `\n` before the first begins it.
   */
  says?: readonly string[]
}

const heads = 2

/** Places in the vocabulary. */
const [endToken, spaceToken, firstByte] = [2, 3, 4]

/** The bytes of the GGUF file. About 330 KB with the defaults. */
export function tinyLlama({
  seed,
  width = 64,
  layers = 2,
  contextTokens = 8_192,
  says,
}: TinyLlama): Uint8Array {
  const inner = width * 2
  const vocabulary = byteVocabulary()
  const { length } = vocabulary
  return encodeGguf(
    {
      'general.architecture': { type: 'string', value: 'llama' },
      'general.name': { type: 'string', value: `tiny ${seed}` },
      'llama.context_length': { type: 'uint32', value: contextTokens },
      'llama.embedding_length': { type: 'uint32', value: width },
      'llama.block_count': { type: 'uint32', value: layers },
      'llama.feed_forward_length': { type: 'uint32', value: inner },
      'llama.attention.head_count': { type: 'uint32', value: heads },
      'llama.attention.head_count_kv': { type: 'uint32', value: heads },
      'llama.attention.layer_norm_rms_epsilon': { type: 'float32', value: 1e-5 },
      'llama.rope.dimension_count': { type: 'uint32', value: width / heads },
      'llama.vocab_size': { type: 'uint32', value: length },
      'tokenizer.ggml.model': { type: 'string', value: 'llama' },
      'tokenizer.ggml.tokens': { type: 'strings', value: vocabulary.map((token) => token.text) },
      'tokenizer.ggml.scores': { type: 'float32s', value: vocabulary.map(() => 0) },
      'tokenizer.ggml.token_type': { type: 'int32s', value: vocabulary.map((token) => token.type) },
      'tokenizer.ggml.unknown_token_id': { type: 'uint32', value: 0 },
      'tokenizer.ggml.bos_token_id': { type: 'uint32', value: 1 },
      'tokenizer.ggml.eos_token_id': { type: 'uint32', value: 2 },
      'tokenizer.ggml.add_space_prefix': { type: 'bool', value: false },
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: true },
    },
    [
      matrix('token_embd.weight', width, length),
      // Without a table of its own the output goes by that of the input.
      ...(says ? [successors(says)] : []),
      ...Array.from({ length: layers }).flatMap((_, layer) => block(layer)),
      ones('output_norm.weight'),
    ],
  )

  function block(layer: number): GgufTensor[] {
    const name = (part: string) => `blk.${layer}.${part}.weight`
    return [
      ones(name('attn_norm')),
      ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((part) => matrix(name(part), width, width)),
      ones(name('ffn_norm')),
      matrix(name('ffn_gate'), width, inner),
      matrix(name('ffn_up'), width, inner),
      matrix(name('ffn_down'), inner, width),
    ]
  }

  function ones(name: string): GgufTensor {
    return { name, shape: [width], data: new Float32Array(width).fill(1) }
  }

  /** The output of a token leans towards the input of each one that it follows. */
  function successors(texts: readonly string[]): GgufTensor {
    const inputs = matrix('token_embd.weight', width, length).data
    const data = new Float32Array(width * length)
    const follow = (before: number, after: number, gain: number) => {
      const input = inputs.subarray(before * width, (before + 1) * width)
      const norm = Math.hypot(...input)
      input.forEach((value, at) => {
        const index = after * width + at
        data[index] = (data[index] ?? 0) + (gain * value) / norm
      })
    }
    texts.forEach((text, order) => {
      const tokens = [...Buffer.from(text, 'utf8')].map((byte) =>
        byte === 0x20 ? spaceToken : byte + firstByte,
      )
      // A later text weighs more, where a character has two successors and the form of the answer leaves both.
      tokens.forEach((token, at) => follow(token, tokens[at + 1] ?? endToken, 4 + order))
    })
    return { name: 'output.weight', shape: [width, length], data }
  }

  function matrix(name: string, columns: number, rows: number): GgufTensor {
    // Layers that add nothing: what is written hangs on the last character alone.
    if (says && /attn_output|ffn_down/u.test(name))
      return { name, shape: [columns, rows], data: new Float32Array(columns * rows) }
    return {
      name,
      shape: [columns, rows],
      data: weights(`${seed} ${name}`, columns * rows, Math.sqrt(3 / columns)),
    }
  }
}

/**
 * A LoRA adapter for a tiny model of that width: it bends the queries and the outputs of every layer, strongly enough
 * that what the model writes with it differs from what it writes without.
 */
export function tinyLora({ seed, width = 64, layers = 2 }: Omit<TinyLlama, 'contextTokens'>): Uint8Array {
  const rank = 4
  const targets = Array.from({ length: layers }).flatMap((_, layer) => [
    `blk.${layer}.attn_q.weight`,
    `blk.${layer}.attn_output.weight`,
  ])
  return encodeGguf(
    {
      'general.type': { type: 'string', value: 'adapter' },
      'general.architecture': { type: 'string', value: 'llama' },
      'general.name': { type: 'string', value: `tiny adapter ${seed}` },
      'adapter.type': { type: 'string', value: 'lora' },
      'adapter.lora.alpha': { type: 'float32', value: rank * 2 },
    },
    targets.flatMap((target) => [
      {
        name: `${target}.lora_a`,
        shape: [width, rank],
        data: weights(`${seed} ${target} a`, width * rank, 0.5),
      },
      {
        name: `${target}.lora_b`,
        shape: [rank, width],
        data: weights(`${seed} ${target} b`, width * rank, 0.5),
      },
    ]),
  )
}

/** Three control tokens, the space (which the tokenizer writes as U+2581), and every byte. */
function byteVocabulary(): { text: string; type: number }[] {
  const [normal, unknown, control, byte] = [1, 2, 3, 6]
  return [
    { text: '<unk>', type: unknown },
    { text: '<s>', type: control },
    { text: '</s>', type: control },
    { text: '\u2581', type: normal },
    ...Array.from({ length: 256 }, (_, value) => ({
      text: `<0x${value.toString(16).toUpperCase().padStart(2, '0')}>`,
      type: byte,
    })),
  ]
}

/** Evenly spread over ±`scale`. */
function weights(name: string, length: number, scale: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => (pseudoRandom(name, index) / 2 ** 31 - 1) * scale)
}
