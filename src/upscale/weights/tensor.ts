/** The types of numbers that weights are stored in, by PyTorch's names of their storages. */
export const STORAGE_TYPES = {
  'torch.FloatStorage': { type: 'float32', bytes: 4 },
  'torch.HalfStorage': { type: 'float16', bytes: 2 },
  'torch.BFloat16Storage': { type: 'bfloat16', bytes: 2 },
  'torch.DoubleStorage': { type: 'float64', bytes: 8 },
  'torch.LongStorage': { type: 'int64', bytes: 8 },
  'torch.IntStorage': { type: 'int32', bytes: 4 },
  'torch.BoolStorage': { type: 'bool', bytes: 1 },
} as const

/** A type of numbers that weights are stored in. */
export type StorageType = (typeof STORAGE_TYPES)[keyof typeof STORAGE_TYPES]['type']

/** A row of numbers inside a weights file, not read yet. */
export interface Storage {
  type: 'storage'
  /** The name of its file inside the zip file, without the folder. */
  key: string
  numbers: StorageType
  /** How many numbers it holds. */
  count: number
}

/** A tensor that looks at a storage: number [i, j, ...] lies at `offset + i * strides[0] + j * strides[1] + ...`. */
export interface WeightTensor {
  type: 'tensor'
  storage: Storage
  offset: number
  shape: number[]
  strides: number[]
}

/** Returns how many numbers a tensor of this shape has. */
function countOf(shape: readonly number[]): number {
  return shape.reduce((count, length) => count * length, 1)
}

/** Tells whether all of a tensor lies inside its storage. */
export function fits({ storage, offset, shape, strides }: WeightTensor): boolean {
  if (shape.length !== strides.length) return false
  if (![offset, ...shape, ...strides].every((value) => Number.isSafeInteger(value) && value >= 0))
    return false
  const last = shape.reduce((at, length, axis) => at + (length - 1) * (strides[axis] ?? 0), offset)
  return countOf(shape) > 0 && countOf(shape) <= storage.count && last < storage.count
}

/**
 * Returns a tensor's numbers in row-major order as float32; `bytes` are those of its storage.
 *
 * Where they lie so in the file already, what is returned looks at `bytes` and copies nothing.
 */
export function numbersOf({ storage, offset, shape, strides }: WeightTensor, bytes: Buffer): Float32Array {
  const all = toSingles(bytes, storage.numbers)
  const count = countOf(shape)
  if (isRowMajor(shape, strides)) return all.subarray(offset, offset + count)
  const numbers = new Float32Array(count)
  const place = new Array<number>(shape.length).fill(0)
  for (let n = 0; n < count; n++) {
    numbers[n] = all[place.reduce((at, index, axis) => at + index * (strides[axis] ?? 0), offset)] ?? 0
    step(place, shape)
  }
  return numbers
}

function isRowMajor(shape: number[], strides: number[]): boolean {
  let expected = 1
  return shape.toReversed().every((length, n) => {
    const isNext = length === 1 || strides.at(-1 - n) === expected
    expected *= length
    return isNext
  })
}

/** Goes to the next place in row-major order. */
function step(place: number[], shape: number[]): void {
  for (let axis = place.length - 1; axis >= 0; axis--) {
    const next = (place[axis] ?? 0) + 1
    place[axis] = next === shape[axis] ? 0 : next
    if (place[axis] !== 0) return
  }
}

function toSingles(bytes: Buffer, type: StorageType): Float32Array {
  const { buffer, byteOffset, length } =
    bytes.byteOffset % 8 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer)
  if (type === 'float32') return new Float32Array(buffer, byteOffset, length / 4)
  if (type === 'float64') return Float32Array.from(new Float64Array(buffer, byteOffset, length / 8))
  const bits = new Uint16Array(buffer, byteOffset, length / 2)
  if (type === 'float16') return fromHalves(bits)
  if (type === 'bfloat16') return fromBrains(bits)
  throw new Error(`holds weights of the type ${type}, which networks of this kind never have`)
}

/** The upper half of a float32's bits. */
function fromBrains(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (value) => value << 16).buffer)
}

function fromHalves(bits: Uint16Array): Float32Array {
  const singles = new Float32Array(bits.length)
  for (let n = 0; n < bits.length; n++) singles[n] = fromHalf(bits[n] ?? 0)
  return singles
}

/** Source: IEEE 754-2019, 3.6: one sign bit, five of exponent (bias 15), ten of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
}

/** Returns the bits of float16 numbers, rounded to the nearest and ties to even; what is too large becomes the largest. */
export function toHalves(singles: Float32Array): Uint16Array {
  const bits = new Uint32Array(singles.buffer, singles.byteOffset, singles.length)
  const halves = new Uint16Array(singles.length)
  for (let n = 0; n < bits.length; n++) halves[n] = toHalf(bits[n] ?? 0)
  return halves
}

/** Works on the bits: drops 13 of the 23 of the fraction and moves the exponent's bias from 127 to 15. */
function toHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const size = bits & 0x7fffffff
  if (size >= 0x477ff000) return sign | 0x7bff
  if (size < 0x33000001) return sign
  if (size >= 0x38800000) return sign | ((size + 0xfff + ((size >>> 13) & 1) - 0x38000000) >>> 13)
  const shift = 126 - (size >>> 23)
  const fraction = (size & 0x7fffff) | 0x800000
  const half = fraction >>> shift
  const rest = fraction & ((1 << shift) - 1)
  const middle = 1 << (shift - 1)
  return sign | (half + (rest > middle || (rest === middle && half & 1) ? 1 : 0))
}
