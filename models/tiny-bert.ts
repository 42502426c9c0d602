import { type Graph, encodeOnnx, elementType, type Operation } from './onnx.ts'
import { pseudoRandom } from './pseudo-random.ts'

/**
 * Models of the shape of BERT that are small enough to make on the spot: a WordPiece tokenizer over the words given, an
 * embedding, one layer of attention, random weights, the same ones for the same seed on every machine. What they find is
 * shared words; they are what the real runtime is tested with.
 */
export interface TinyBert {
  seed: string
  /** Lower case; a word that is none of them is spelled out in letters. */
  words: readonly string[]
  /** Numbers in a vector: a multiple of 8. */
  dimension?: number
  maxTokens?: number
  /** Layers with a feed-forward part beside the attention: six of 384 dimensions cost what MiniLM-L6 does. */
  layers?: number
}

/** What a sentence embedder says of itself on the hub; left out, it says nothing. */
export interface TinyEmbedder extends TinyBert {
  pooling?: 'mean' | 'cls' | 'last'
  prefix?: { query: string; passage: string }
}

const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]']

/** The files of an embedder by their path in its folder, in the layout of the Hugging Face hub. */
export function tinyEmbedder(model: TinyEmbedder): Map<string, Uint8Array> {
  const { pooling, prefix } = model
  const files = commonFiles(model, ['BertModel'])
  if (pooling)
    files.set(
      '1_Pooling/config.json',
      json({
        pooling_mode_cls_token: pooling === 'cls',
        pooling_mode_mean_tokens: pooling === 'mean',
        pooling_mode_lasttoken: pooling === 'last',
      }),
    )
  if (prefix) files.set('config_sentence_transformers.json', json({ prompts: prefix }))
  return files.set('onnx/model.onnx', encodeOnnx('tiny-embedder', embedderGraph(model)))
}

/** The files of a cross-encoder: the more words question and passage share, the higher it scores the pair. */
export function tinyReranker(model: TinyBert): Map<string, Uint8Array> {
  const files = commonFiles(model, ['BertForSequenceClassification'])
  return files.set('onnx/model.onnx', encodeOnnx('tiny-reranker', rerankerGraph(model)))
}

function commonFiles(
  { words, dimension = 32, maxTokens = 64 }: TinyBert,
  architectures: string[],
): Map<string, Uint8Array> {
  const vocabulary = vocabularyOf(words)
  return new Map([
    [
      'config.json',
      json({
        model_type: 'bert',
        architectures,
        hidden_size: dimension,
        max_position_embeddings: maxTokens,
        id2label: { 0: 'LABEL_0' },
      }),
    ],
    ['tokenizer.json', json(tokenizer(vocabulary))],
    [
      'tokenizer_config.json',
      json({ tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: maxTokens }),
    ],
  ])
}

function vocabularyOf(words: readonly string[]): string[] {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789:.,?'.split('')
  return [...new Set([...specials, ...letters, ...letters.map((letter) => `##${letter}`), ...words])]
}

function tokenizer(vocabulary: readonly string[]): object {
  const ids = Object.fromEntries(vocabulary.map((text, id) => [text, id]))
  const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } })
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content) => ({
      id: ids[content],
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]', 0), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]', 0)],
      pair: [
        special('[CLS]', 0),
        { Sequence: { id: 'A', type_id: 0 } },
        special('[SEP]', 0),
        { Sequence: { id: 'B', type_id: 1 } },
        special('[SEP]', 1),
      ],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [ids[id]], tokens: [id] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: ids,
    },
  }
}

const inputs = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
  name,
  type: 'int64' as const,
  shape: ['batch', 'tokens'],
}))

/** The embedding, and one head of attention over the tokens of one text, added to them: [tokens, dimension]. */
const trunk: readonly Operation[] = [
  operation('Reshape', ['input_ids', 'flat'], 'ids'),
  operation('Gather', ['embedding', 'ids'], 'tokens'),
  operation('MatMul', ['tokens', 'query'], 'queries'),
  operation('MatMul', ['tokens', 'key'], 'keys'),
  operation('Transpose', ['keys'], 'keys_across'),
  operation('MatMul', ['queries', 'keys_across'], 'scores'),
  operation('Softmax', ['scores'], 'attention', { axis: 1 }),
  operation('MatMul', ['attention', 'tokens'], 'attended'),
  operation('Add', ['tokens', 'attended'], 'hidden'),
]

function embedderGraph(model: TinyBert): Graph {
  const { dimension = 32, layers = 0 } = model
  return {
    inputs,
    outputs: [{ name: 'last_hidden_state', type: 'float', shape: ['batch', 'tokens', dimension] }],
    constants: [...weights(model), integers('result_shape', [1, -1, dimension])],
    operations: [
      ...trunk,
      ...Array.from({ length: layers }, (_, layer) => deeper(layer)).flat(),
      operation(
        'Reshape',
        [layers === 0 ? 'hidden' : `hidden_${layers - 1}`, 'result_shape'],
        'last_hidden_state',
      ),
    ],
  }
}

function rerankerGraph(model: TinyBert): Graph {
  return {
    inputs,
    outputs: [{ name: 'logits', type: 'float', shape: ['batch', 1] }],
    constants: [
      ...weights(model),
      integers('row', [1, -1]),
      integers('column', [-1, 1]),
      integers('single', [1, 1]),
      { name: 'one', type: 'float', shape: [], data: Float32Array.of(1) },
    ],
    operations: [
      ...trunk,
      operation('Cast', ['token_type_ids'], 'types', { to: elementType.float }),
      operation('Reshape', ['types', 'row'], 'of_passage'),
      operation('Sub', ['one', 'of_passage'], 'of_question'),
      operation('MatMul', ['of_question', 'tokens'], 'question'),
      operation('MatMul', ['of_passage', 'tokens'], 'passage'),
      operation('Reshape', ['passage', 'column'], 'passage_down'),
      operation('MatMul', ['question', 'passage_down'], 'product'),
      operation('Reshape', ['product', 'single'], 'logits'),
    ],
  }
}

/** Another layer: queries, keys, values, attention, and two matrices four times as wide. */
function deeper(layer: number): Operation[] {
  const before = layer === 0 ? 'hidden' : `hidden_${layer - 1}`
  const name = (part: string) => `${part}_${layer}`
  return [
    operation('MatMul', [before, 'query'], name('queries')),
    operation('MatMul', [before, 'key'], name('keys')),
    operation('MatMul', [before, 'value'], name('values')),
    operation('Transpose', [name('keys')], name('keys_across')),
    operation('MatMul', [name('queries'), name('keys_across')], name('scores')),
    operation('Softmax', [name('scores')], name('attention'), { axis: 1 }),
    operation('MatMul', [name('attention'), name('values')], name('attended')),
    operation('MatMul', [name('attended'), 'output'], name('projected')),
    operation('Add', [before, name('projected')], name('summed')),
    operation('MatMul', [name('summed'), 'wider'], name('wide')),
    operation('Tanh', [name('wide')], name('bent')),
    operation('MatMul', [name('bent'), 'narrower'], name('narrow')),
    operation('Add', [name('summed'), name('narrow')], name('hidden')),
  ]
}

function weights({ seed, words, dimension = 32, layers = 0 }: TinyBert): Graph['constants'] {
  const rows = vocabularyOf(words).length
  const matrix = (name: string, height: number, size: number, width = dimension) => ({
    name,
    type: 'float' as const,
    shape: [height, width],
    data: Float32Array.from(
      { length: height * width },
      (_, at) => ((pseudoRandom(`${seed} ${name}`, at) / 2 ** 32) * 2 - 1) * size,
    ),
  })
  return [
    matrix('embedding', rows, 1),
    matrix('query', dimension, 0.1),
    matrix('key', dimension, 0.1),
    // The layers share their weights: what they cost is the same.
    ...(layers === 0
      ? []
      : [
          matrix('value', dimension, 0.05),
          matrix('output', dimension, 0.05),
          matrix('wider', dimension, 0.05, dimension * 4),
          matrix('narrower', dimension * 4, 0.02),
        ]),
    integers('flat', [-1]),
  ]
}

function integers(name: string, values: readonly number[]): Graph['constants'][number] {
  return { name, type: 'int64', shape: [values.length], data: BigInt64Array.from(values, BigInt) }
}

function operation(
  op: string,
  from: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): Operation {
  return { op, inputs: from, outputs: [output], attributes }
}

function json(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
