import { pseudoRandom } from './pseudo-random.ts'
import { elementType, type Graph, type Operation } from './onnx.ts'
import type { Piece } from './vocabulary.ts'

const dimension = 384

/** How fast repetition stops counting, as `k1` in BM25. */
const saturation = 2

/** What the first piece of a word of several counts next to the whole word, and what each longer beginning does. */
const firstPiece = 0.38
const longerBeginning = 0.86

/**
 * The graph of the built-in embedder. Each code has a pseudo-random vector of ±1 (a random projection: the product of
 * two vectors is near 0 unless they are the same). A word of several pieces is the element-wise product of their
 * vectors, and each of its beginnings is one too, so that names, numbers and scripts without a word list are told
 * apart, and inflected forms still meet. The result is the sum over the words, weighted by how rare the word is in
 * English and saturating as in BM25; whoever reads it scales it to length 1.
 *
 * Input: `input_ids` int64 [1, tokens]. Output: `last_hidden_state` float [1, 1, 384].
 */
export function builtInGraph(pieces: readonly Piece[]): Graph {
  const rows = new Map<string, Piece>()
  for (const piece of pieces) if (!rows.has(piece.code)) rows.set(piece.code, piece)
  const rowOf = new Map([...rows.keys()].map((code, row) => [code, row]))
  const firstContinuation = pieces.findIndex((piece) => piece.text.startsWith('##'))
  return {
    inputs: [{ name: 'input_ids', type: 'int64', shape: [1, 'tokens'] }],
    outputs: [{ name: 'last_hidden_state', type: 'float', shape: [1, 1, dimension] }],
    constants: [
      {
        name: 'piece_row',
        type: 'int32',
        shape: [pieces.length],
        data: Int32Array.from(pieces, (piece) => rowOf.get(piece.code) ?? 0),
      },
      {
        name: 'row_code',
        type: 'uint8',
        shape: [rows.size, dimension / 8],
        data: packedCodes([...rows.keys()]),
      },
      {
        name: 'row_weight',
        type: 'uint8',
        shape: [rows.size],
        data: Uint8Array.from(rows.values(), (piece) => piece.weight),
      },
      {
        name: 'row_key',
        type: 'int32',
        shape: [rows.size],
        data: Int32Array.from(rows.keys(), (code) => pseudoRandom(code, dimension) >>> 1),
      },
      {
        name: 'byte_bits',
        type: 'float',
        shape: [256, 8],
        data: Float32Array.from({ length: 2048 }, (_, at) => ((at >> 3) >> (at & 7)) & 1),
      },
      {
        name: 'first_continuation',
        type: 'int64',
        shape: [1],
        data: BigInt64Array.of(BigInt(firstContinuation)),
      },
      { name: 'flat', type: 'int64', shape: [1], data: BigInt64Array.of(-1n) },
      {
        name: 'flat_by_dimension',
        type: 'int64',
        shape: [2],
        data: BigInt64Array.of(-1n, BigInt(dimension)),
      },
      { name: 'result_shape', type: 'int64', shape: [3], data: BigInt64Array.of(1n, 1n, BigInt(dimension)) },
      { name: 'axis', type: 'int64', shape: [], data: BigInt64Array.of(0n) },
      { name: 'axis_0', type: 'int64', shape: [1], data: BigInt64Array.of(0n) },
      { name: 'axis_1', type: 'int64', shape: [1], data: BigInt64Array.of(1n) },
      { name: 'end', type: 'int64', shape: [1], data: BigInt64Array.of(2n ** 31n) },
      { name: 'one_integer', type: 'int64', shape: [], data: BigInt64Array.of(1n) },
      { name: 'zero_float', type: 'float', shape: [1], data: Float32Array.of(0) },
      { name: 'half', type: 'float', shape: [], data: Float32Array.of(0.5) },
      { name: 'one', type: 'float', shape: [], data: Float32Array.of(1) },
      { name: 'two', type: 'float', shape: [], data: Float32Array.of(2) },
      { name: 'first_off', type: 'float', shape: [], data: Float32Array.of(1 - firstPiece) },
      { name: 'longer_gain', type: 'float', shape: [], data: Float32Array.of(longerBeginning - firstPiece) },
      { name: 'k1', type: 'float', shape: [], data: Float32Array.of(saturation) },
    ],
    operations: [...words, ...vectors, ...weights, ...sum],
  }
}

/** For each token, the position at which its word starts. */
const words: readonly Operation[] = [
  operation('Reshape', ['input_ids', 'flat'], 'ids'),
  operation('GreaterOrEqual', ['ids', 'first_continuation'], 'continues'),
  operation('Not', ['continues'], 'starts'),
  operation('Cast', ['starts'], 'starts_integer', { to: elementType.int64 }),
  operation('CumSum', ['starts_integer', 'axis'], 'word_number'),
  operation('Sub', ['word_number', 'one_integer'], 'word'),
  operation('NonZero', ['starts'], 'start_positions_2d'),
  operation('Reshape', ['start_positions_2d', 'flat'], 'start_positions'),
  operation('Gather', ['start_positions', 'word'], 'start'),
]

/** For each token, the ±1 vector and the hash of its word up to there. A product of signs is a sum of bits, mod 2. */
const vectors: readonly Operation[] = [
  operation('Gather', ['piece_row', 'ids'], 'row'),
  operation('Gather', ['row_code', 'row'], 'code'),
  operation('Cast', ['code'], 'code_integer', { to: elementType.int32 }),
  operation('Gather', ['byte_bits', 'code_integer'], 'bits_by_byte'),
  operation('Reshape', ['bits_by_byte', 'flat_by_dimension'], 'bits'),
  ...sinceStart('bits'),
  operation('Mul', ['bits_since', 'half'], 'halves'),
  operation('Floor', ['halves'], 'whole_halves'),
  operation('Sub', ['halves', 'whole_halves'], 'half_parity'),
  operation('Mul', ['half_parity', 'two'], 'parity'),
  operation('Mul', ['parity', 'two'], 'twice_parity'),
  operation('Sub', ['one', 'twice_parity'], 'signs'),
  operation('Gather', ['row_key', 'row'], 'key_32'),
  operation('Cast', ['key_32'], 'key', { to: elementType.int64 }),
  ...sinceStart('key'),
]

/** For each token, what it counts: rarity, less for a word's beginning, divided as it repeats. */
const weights: readonly Operation[] = [
  operation('Gather', ['row_weight', 'row'], 'weight_byte'),
  operation('Cast', ['weight_byte'], 'rarity', { to: elementType.float }),
  operation('Cast', ['continues'], 'continues_float', { to: elementType.float }),
  operation('Slice', ['continues_float', 'axis_1', 'end', 'axis_0'], 'continues_later'),
  operation('Concat', ['continues_later', 'zero_float'], 'next_continues', { axis: 0 }),
  operation('Mul', ['continues_float', 'longer_gain'], 'gain'),
  operation('Sub', ['first_off', 'gain'], 'off_if_not_whole'),
  operation('Mul', ['next_continues', 'off_if_not_whole'], 'taken_off'),
  operation('Sub', ['one', 'taken_off'], 'wholeness'),
  operation('Mul', ['rarity', 'wholeness'], 'single_weight'),
  operation('Unsqueeze', ['key_since', 'axis_0'], 'key_across'),
  operation('Unsqueeze', ['key_since', 'axis_1'], 'key_down'),
  operation('Equal', ['key_across', 'key_down'], 'same'),
  operation('Cast', ['same'], 'same_float', { to: elementType.float }),
  operation('ReduceSum', ['same_float', 'axis_1'], 'count', { keepdims: 0 }),
  operation('Add', ['count', 'k1'], 'damping'),
  operation('Div', ['single_weight', 'damping'], 'weight'),
]

const sum: readonly Operation[] = [
  operation('Unsqueeze', ['weight', 'axis_0'], 'weight_row'),
  operation('MatMul', ['weight_row', 'signs'], 'total'),
  operation('Reshape', ['total', 'result_shape'], 'last_hidden_state'),
]

/** The running sum of a value within its word: the sum so far, less the sum before the word. */
function sinceStart(value: string): Operation[] {
  return [
    operation('CumSum', [value, 'axis'], `${value}_so_far`),
    operation('Sub', [`${value}_so_far`, value], `${value}_before`),
    operation('Gather', [`${value}_before`, 'start'], `${value}_before_word`),
    operation('Sub', [`${value}_so_far`, `${value}_before_word`], `${value}_since`),
  ]
}

function operation(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): Operation {
  return { op, inputs, outputs: [output], attributes }
}

function packedCodes(codes: readonly string[]): Uint8Array {
  const words32 = dimension / 32
  const packed = new Uint8Array(codes.length * words32 * 4)
  const view = new DataView(packed.buffer)
  for (const [row, code] of codes.entries()) {
    for (let at = 0; at < words32; at++)
      view.setUint32((row * words32 + at) * 4, pseudoRandom(code, at), true)
  }
  return packed
}
