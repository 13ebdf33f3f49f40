/**
 * Writes neural networks as ONNX files.
 *
 * A minimal encoder for the few protobuf messages a feed-forward network needs.
 * Source: `onnx/onnx.proto` of ONNX 1.16 (the numbers are its field numbers).
 */

/** The element types of tensors, with ONNX's numbers for them. */
const ELEMENT = { float32: 1, uint8: 2, int64: 7, float16: 10 } as const

/** A type of element by its name. */
export type ElementType = keyof typeof ELEMENT

/** An input or output of the network: a number is a fixed length, a string a length that may vary. */
export interface ValueSpec {
  name: string
  type: ElementType
  shape: (number | string)[]
}

/** Constant data of the network, little-endian, in row-major order. */
export interface TensorSpec {
  name: string
  type: ElementType
  dims: number[]
  data: Uint8Array
}

/** One operation. A whole number becomes an int attribute, a string a string, an array a list of ints. */
export interface NodeSpec {
  op: string
  inputs: string[]
  outputs: string[]
  attributes?: Record<string, number | string | number[] | { float: number }>
}

/** A whole network. */
export interface GraphSpec {
  name: string
  inputs: ValueSpec[]
  outputs: ValueSpec[]
  tensors: TensorSpec[]
  nodes: NodeSpec[]
  /** What a person may want to know of the file. */
  facts?: Record<string, string>
}

/** Returns the bytes of an ONNX file (IR version 8, operator set 17) that holds the network. */
export function writeOnnx(graph: GraphSpec): Buffer {
  return Buffer.concat(onnxChunks(graph))
}

/** Like {@link writeOnnx}, in pieces that look at the constants' own memory: weights are large, and are not copied. */
export function onnxChunks(graph: GraphSpec): Uint8Array[] {
  return message([
    number(1, 8),
    text(2, 'stockroom'),
    bytes(7, graphOf(graph)),
    bytes(8, message([text(1, ''), number(2, 17)])),
    ...Object.entries(graph.facts ?? {}).map(([key, value]) =>
      bytes(14, message([text(1, key), text(2, value)])),
    ),
  ]).chunks
}

/** Bytes in pieces. */
interface Piece {
  length: number
  chunks: Uint8Array[]
}

function graphOf({ name, inputs, outputs, tensors, nodes }: GraphSpec): Piece {
  return message([
    ...nodes.map((node, n) => bytes(1, nodeOf(node, n))),
    text(2, name),
    ...tensors.map((tensor) => bytes(5, tensorOf(tensor))),
    ...inputs.map((value) => bytes(11, valueInfo(value))),
    ...outputs.map((value) => bytes(12, valueInfo(value))),
  ])
}

function nodeOf({ op, inputs, outputs, attributes = {} }: NodeSpec, n: number): Piece {
  return message([
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(3, `${op}_${n}`),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeOf(name, value))),
  ])
}

function attributeOf(name: string, value: number | string | number[] | { float: number }): Piece {
  const field = text(1, name)
  if (typeof value === 'number') return message([field, number(3, value), number(20, 2)])
  if (typeof value === 'string') return message([field, text(4, value), number(20, 3)])
  if (Array.isArray(value)) return message([field, ...value.map((item) => number(8, item)), number(20, 7)])
  const float = Buffer.alloc(4)
  float.writeFloatLE(value.float)
  return message([field, raw(key(2, 5), float), number(20, 1)])
}

function tensorOf({ name, type, dims, data }: TensorSpec): Piece {
  return message([
    ...dims.map((length) => number(1, length)),
    number(2, ELEMENT[type]),
    text(8, name),
    bytes(9, raw(data)),
  ])
}

function valueInfo({ name, type, shape }: ValueSpec): Piece {
  const dimensions = shape.map((length) =>
    bytes(1, message([typeof length === 'number' ? number(1, length) : text(2, length)])),
  )
  const tensor = message([number(1, ELEMENT[type]), bytes(2, message(dimensions))])
  return message([text(1, name), bytes(2, message([bytes(1, tensor)]))])
}

/** Pieces smaller than this are copied into one. */
const SMALL = 4096

function message(pieces: Piece[]): Piece {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const chunks = pieces.flatMap((piece) => piece.chunks)
  return { length, chunks: length < SMALL ? [Buffer.concat(chunks)] : chunks }
}

function number(field: number, value: number): Piece {
  return raw(key(field, 0), varint(value))
}

function text(field: number, value: string): Piece {
  return bytes(field, raw(Buffer.from(value)))
}

function bytes(field: number, value: Piece): Piece {
  return message([raw(key(field, 2), varint(value.length)), value])
}

function raw(...chunks: Uint8Array[]): Piece {
  return { length: chunks.reduce((sum, { length }) => sum + length, 0), chunks }
}

function key(field: number, wire: number): Buffer {
  return varint((field << 3) | wire)
}

/** Seven bits a byte, lowest first; negative numbers as their 64-bit two's complement. */
function varint(value: number): Buffer {
  const digits: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    digits.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return Buffer.from([...digits, Number(rest)])
}
