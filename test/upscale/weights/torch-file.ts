import { writeFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/** A tensor to write; its numbers are random when none are given. */
export interface TensorToWrite {
  shape: number[]
  numbers?: Float32Array
  strides?: number[]
}

/** Returns the tensors of an RRDBNet with random weights. */
export function rrdbnet(options: { features: number; growth: number; blocks: number; inputs: number }) {
  const { features, growth, blocks, inputs } = options
  const convolution = (name: string, outputs: number, from: number): [string, TensorToWrite][] => [
    [`${name}.weight`, { shape: [outputs, from, 3, 3] }],
    [`${name}.bias`, { shape: [outputs] }],
  ]
  const body = Array.from({ length: blocks * 15 }, (_, n) => {
    const [block, dense, conv] = [Math.floor(n / 15), (Math.floor(n / 5) % 3) + 1, (n % 5) + 1]
    const outputs = conv === 5 ? features : growth
    return convolution(`body.${block}.rdb${dense}.conv${conv}`, outputs, features + (conv - 1) * growth)
  })
  return new Map([
    ...convolution('conv_first', features, inputs),
    ...body.flat(),
    ...['conv_body', 'conv_up1', 'conv_up2', 'conv_hr'].flatMap((name) =>
      convolution(name, features, features),
    ),
    ...convolution('conv_last', 3, features),
  ])
}

/** Returns the tensors of an SRVGGNetCompact with random weights. */
export function compact(options: { features: number; convolutions: number; scale: number }) {
  const { features, convolutions, scale } = options
  const tensors = new Map<string, TensorToWrite>()
  for (let n = 0; n <= convolutions + 1; n++) {
    const outputs = n > convolutions ? 3 * scale ** 2 : features
    tensors.set(`body.${2 * n}.weight`, { shape: [outputs, n === 0 ? 3 : features, 3, 3] })
    tensors.set(`body.${2 * n}.bias`, { shape: [outputs] })
    if (n <= convolutions) tensors.set(`body.${2 * n + 1}.weight`, { shape: [features] })
  }
  return tensors
}

/** Writes a `.pth` file as `torch.save` does since PyTorch 1.6, with the state dict under `key`. */
export async function writeTorchFile(
  path: string,
  tensors: Map<string, TensorToWrite>,
  { key = 'params', root }: { key?: string; root?: Buffer } = {},
): Promise<void> {
  const files = new Map<string, Buffer>([['data.pkl', root ?? pickleOf(tensors, key)]])
  for (const [n, tensor] of [...tensors.values()].entries()) files.set(`data/${n}`, dataOf(tensor, n))
  files.set('version', Buffer.from('3\n'))
  await writeFile(path, zipOf(files))
}

/** Returns the pickle instructions for a text. */
export function unicode(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([Buffer.from('X'), length, bytes])
}

/** Writes a zip file of stored entries. Source: APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16. */
export function zipOf(files: Map<string, Buffer>, { method = 0, flags = 0 } = {}): Buffer {
  const parts: Buffer[] = []
  const table: Buffer[] = []
  let at = 0
  for (const [name, data] of files) {
    const path = Buffer.from(`archive/${name}`)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(flags, 2)
    facts.writeUInt16LE(method, 4)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(path.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    table.push(Buffer.from('PK\x01\x02\0\0'), facts, rest, path)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, path])
    parts.push(local, data)
    at += local.length + data.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.size, 8)
  end.writeUInt16LE(files.size, 10)
  end.writeUInt32LE(Buffer.concat(table).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...table, end])
}

function pickleOf(tensors: Map<string, TensorToWrite>, key: string): Buffer {
  const items = [...tensors].map(([name, tensor], n) => Buffer.concat([unicode(name), tensorOf(tensor, n)]))
  const dictionary = Buffer.concat([Buffer.from('}('), ...items, Buffer.from('u')])
  return Buffer.concat([Buffer.from('\x80\x02}', 'latin1'), unicode(key), dictionary, Buffer.from('s.')])
}

function tensorOf({ shape, strides }: TensorToWrite, n: number): Buffer {
  const storage = Buffer.concat([
    Buffer.from('('),
    unicode('storage'),
    Buffer.from('ctorch\nFloatStorage\n'),
    ...[unicode(`${n}`), unicode('cpu'), whole(lengthOf(shape)), Buffer.from('tQ')],
  ])
  const usual = shape.map((_, axis) => lengthOf(shape.slice(axis + 1)))
  const hooks = Buffer.from('\x89ccollections\nOrderedDict\n)R', 'latin1')
  return Buffer.concat([
    Buffer.from('ctorch._utils\n_rebuild_tensor_v2\n('),
    ...[storage, whole(0), tuple(shape), tuple(strides ?? usual), hooks, Buffer.from('tR')],
  ])
}

function dataOf({ shape, numbers }: TensorToWrite, seed: number): Buffer {
  const bound = Math.sqrt(1 / lengthOf(shape.slice(1)))
  const random = () =>
    Float32Array.from({ length: lengthOf(shape) }, (_, n) => {
      const noise = (Math.imul(n + 1, 2654435761) ^ Math.imul(seed + 7, 40503)) >>> 0
      return (noise / 2 ** 31 - 1) * bound
    })
  return Buffer.from((numbers ?? random()).buffer)
}

function tuple(numbers: number[]): Buffer {
  return Buffer.concat([Buffer.from('('), ...numbers.map(whole), Buffer.from('t')])
}

function whole(value: number): Buffer {
  const bytes = Buffer.alloc(5, 'J')
  bytes.writeInt32LE(value, 1)
  return bytes
}

function lengthOf(shape: number[]): number {
  return shape.reduce((count, length) => count * length, 1)
}
