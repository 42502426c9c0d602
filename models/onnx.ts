/**
 * Writes ONNX models: the few messages of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 that a small graph
 * needs, in protobuf's wire format (https://protobuf.dev/programming-guides/encoding/).
 */
export const elementType = { float: 1, uint8: 2, int32: 6, int64: 7 } as const
type ElementType = keyof typeof elementType

interface Constant {
  name: string
  type: ElementType
  shape: readonly number[]
  data: Float32Array | Uint8Array | Int32Array | BigInt64Array
}

export interface Operation {
  op: string
  inputs: readonly string[]
  outputs: readonly string[]
  attributes?: Readonly<Record<string, number>>
}

/** A dimension that is known only at run time has a name. */
interface Slot {
  name: string
  type: ElementType
  shape: readonly (number | string)[]
}

export interface Graph {
  inputs: readonly Slot[]
  outputs: readonly Slot[]
  constants: readonly Constant[]
  operations: readonly Operation[]
}

/** The bytes of a model in opset 17 (IR version 8). All attributes are integers. */
export function encodeOnnx(name: string, graph: Graph): Uint8Array {
  const body = [
    ...graph.operations.map((operation) => bytes(1, encodeOperation(operation))),
    text(2, name),
    ...graph.constants.map((constant) => bytes(5, encodeConstant(constant))),
    ...graph.inputs.map((slot) => bytes(11, encodeSlot(slot))),
    ...graph.outputs.map((slot) => bytes(12, encodeSlot(slot))),
  ]
  return Buffer.concat([number(1, 8), text(2, name), bytes(7, Buffer.concat(body)), bytes(8, number(2, 17))])
}

function encodeOperation({ op, inputs, outputs, attributes = {} }: Operation): Uint8Array {
  const integerAttribute = 2
  return Buffer.concat([
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) =>
      bytes(5, Buffer.concat([text(1, name), number(3, value), number(20, integerAttribute)])),
    ),
  ])
}

function encodeConstant({ name, type, shape, data }: Constant): Uint8Array {
  return Buffer.concat([
    ...shape.map((size) => number(1, size)),
    number(2, elementType[type]),
    text(8, name),
    // Raw data is little-endian, as is every machine this runs on.
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ])
}

function encodeSlot({ name, type, shape }: Slot): Uint8Array {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : text(2, size)))
  const tensor = Buffer.concat([number(1, elementType[type]), bytes(2, Buffer.concat(dimensions))])
  return Buffer.concat([text(1, name), bytes(2, bytes(1, tensor))])
}

function number(field: number, value: number): Uint8Array {
  return Buffer.concat([varint(field * 8), varint(value)])
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value, 'utf8'))
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value])
}

/** Seven bits a byte, lowest first. Negative numbers, as an axis may be, take ten bytes in two's complement. */
function varint(value: number): Uint8Array {
  const digits: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    digits.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  digits.push(Number(rest))
  return Uint8Array.from(digits)
}
