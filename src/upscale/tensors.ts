import { Tensor } from 'onnxruntime-node'
import type { Pixels, Size } from '../imaging/pixels.ts'

/** How a network takes or gives pictures: numbers of 0-1 or bytes, colour planes or mixed pixels. */
export interface TensorForm {
  type: 'float32' | 'float16' | 'uint8'
  layout: 'NCHW' | 'NHWC'
}

/** Packs a picture as a tensor of shape [1, 3, H, W] or [1, H, W, 3]; numbers lie in 0-1, bytes in 0-255. */
export function toTensor(pixels: Pixels, form: TensorForm): Tensor {
  const dims = dimsOf(form, pixels)
  if (form.type === 'uint8' && form.layout === 'NHWC') return new Tensor('uint8', pixels.data, dims)
  if (form.type === 'uint8')
    return new Tensor('uint8', arrange(pixels.data, form, new Uint8Array(pixels.data.length)), dims)
  if (form.type === 'float32') {
    return new Tensor(
      'float32',
      arrange(pixels.data, form, new Float32Array(pixels.data.length), singles),
      dims,
    )
  }
  return halfTensor(arrange(pixels.data, form, new Uint16Array(pixels.data.length), halves), dims)
}

function dimsOf({ layout }: TensorForm, { width, height }: Size): number[] {
  return layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3]
}

/** onnxruntime's library turns the bits into a Float16Array where there is one, and its native part cannot read that. */
function halfTensor(bits: Uint16Array, dims: number[]): Tensor {
  return Object.defineProperty(new Tensor('float16', bits, dims), 'data', { value: bits })
}

/** Unpacks a tensor that {@link toTensor}'s counterpart in a network gave; numbers outside 0-1 are clipped. */
export function fromTensor(tensor: Tensor, layout: TensorForm['layout']): Pixels {
  const [, a = 0, b = 0, c = 0] = tensor.dims
  const [width, height] = layout === 'NCHW' ? [c, b] : [b, a]
  const values = toBytes(tensor)
  return { data: layout === 'NHWC' ? values : mix(values, width * height), width, height }
}

/** A table instead of a division for each value: 3 ms instead of 267 ms a picture. */
const singles = Float32Array.from({ length: 256 }, (_, level) => level / 255)
const halves = Uint16Array.from(singles, toHalf)
const bytesOfHalves = Uint8ClampedArray.from({ length: 65_536 }, (_, bits) => fromHalf(bits) * 255)

interface Numbers {
  readonly length: number
  [n: number]: number
}

function arrange<To extends Numbers>(data: Uint8Array, { layout }: TensorForm, to: To, table?: Numbers): To {
  const [pixelStep, plane] = layout === 'NCHW' ? [1, data.length / 3] : [3, 1]
  for (let from = 0, at = 0; from < data.length; from += 3, at += pixelStep) {
    for (let channel = 0; channel < 3; channel++) {
      const level = data[from + channel] ?? 0
      to[at + channel * plane] = table ? (table[level] ?? 0) : level
    }
  }
  return to
}

function toBytes(tensor: Tensor): Uint8Array {
  const { data } = tensor
  if (data instanceof Uint8Array) return data
  if (data instanceof Float32Array) {
    const bytes = new Uint8ClampedArray(data.length) // rounds and clips by itself
    for (let n = 0; n < data.length; n++) bytes[n] = (data[n] ?? 0) * 255
    return new Uint8Array(bytes.buffer)
  }
  if (!ArrayBuffer.isView(data))
    throw new TypeError(`Expected numbers from the network but received ${tensor.type}.`)
  const bits = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
  const bytes = new Uint8Array(bits.length)
  for (let n = 0; n < bits.length; n++) bytes[n] = bytesOfHalves[bits[n] ?? 0] ?? 0
  return bytes
}

function mix(planes: Uint8Array, plane: number): Uint8Array {
  const mixed = new Uint8Array(plane * 3)
  for (let from = 0, to = 0; from < plane; from++, to += 3) {
    mixed[to] = planes[from] ?? 0
    mixed[to + 1] = planes[from + plane] ?? 0
    mixed[to + 2] = planes[from + 2 * plane] ?? 0
  }
  return mixed
}

/** Half-precision bits of a number in 0-1, rounded to nearest; Node 22 has no Float16Array yet. */
function toHalf(value: number): number {
  if (value < 2 ** -14) return Math.round(value * 2 ** 24)
  const exponent = Math.floor(Math.log2(value))
  return ((exponent + 15) << 10) + Math.round((value / 2 ** exponent - 1) * 1024)
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? 0 : sign * Number.POSITIVE_INFINITY
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
}
