/**
 * Writes GGUF files, version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): what a small model of 32-bit
 * floats needs. All numbers are little-endian, as is every machine this runs on.
 */
export type GgufValue =
  | { type: 'uint32' | 'float32'; value: number }
  | { type: 'bool'; value: boolean }
  | { type: 'string'; value: string }
  | { type: 'strings'; value: readonly string[] }
  | { type: 'int32s' | 'float32s'; value: readonly number[] }

export interface GgufTensor {
  name: string
  /** The length of a row first, as ggml counts; their product is the length of `data`. */
  shape: readonly number[]
  data: Float32Array
}

const typeNumber = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const
const alignment = 32

export function encodeGguf(
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Uint8Array {
  let offset = 0
  const infos = tensors.map(({ name, shape, data }) => {
    const info = [text(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset)]
    offset += padded(data.byteLength)
    return Buffer.concat(info)
  })
  const head = Buffer.concat([
    Buffer.from('GGUF', 'latin1'),
    uint32(3),
    uint64(tensors.length),
    uint64(Object.keys(metadata).length),
    ...Object.entries(metadata).map(([key, value]) => Buffer.concat([text(key), encodeValue(value)])),
    ...infos,
  ])
  return Buffer.concat([
    head,
    padding(head.length),
    ...tensors.flatMap(({ data }) => [
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      padding(data.byteLength),
    ]),
  ])
}

function encodeValue(given: GgufValue): Uint8Array {
  switch (given.type) {
    case 'uint32':
      return Buffer.concat([uint32(typeNumber.uint32), uint32(given.value)])
    case 'float32':
      return Buffer.concat([uint32(typeNumber.float32), float32(given.value)])
    case 'bool':
      return Buffer.concat([uint32(typeNumber.bool), Uint8Array.of(given.value ? 1 : 0)])
    case 'string':
      return Buffer.concat([uint32(typeNumber.string), text(given.value)])
    case 'strings':
      return array(typeNumber.string, given.value.map(text))
    case 'int32s':
      return array(typeNumber.int32, given.value.map(uint32))
    case 'float32s':
      return array(typeNumber.float32, given.value.map(float32))
    default:
      return given satisfies never
  }
}

function array(type: number, items: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([uint32(typeNumber.array), uint32(type), uint64(items.length), ...items])
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'utf8')
  return Buffer.concat([uint64(bytes.length), bytes])
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

function uint64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function float32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment
}

function padding(length: number): Uint8Array {
  return new Uint8Array(padded(length) - length)
}
