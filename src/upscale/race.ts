import { type InferenceSession, Tensor } from 'onnxruntime-node'
import { writeOnnx } from './onnx-writer.ts'
import type { Provider } from './providers.ts'

/** Opens a network from its bytes on a provider. */
type Open = (model: Uint8Array, provider: Provider) => Promise<InferenceSession>

/**
 * The heats of the race: the side of a tile, how many times the CPU's time the provider may take, and the
 * milliseconds it may take in any case.
 *
 * A software renderer is a thousand times slower, which a small tile tells within a second; a real
 * graphics card may lose a small one by its start-up cost, but not a large one.
 */
const heats = [
  { side: 32, most: 20, free: 50 },
  { side: 384, most: 0.9, free: 0 },
]

const features = 64

/**
 * Lets a provider run against the CPU on a few convolutions as the models have them; returns why it is
 * not worth taking, or null when it is the faster one.
 *
 * Throws what the provider throws when it cannot be used at all.
 */
export async function whyNotFaster(provider: Provider, open: Open): Promise<string | null> {
  const model = runningTrack()
  const session = await open(model, provider)
  const cpu = await open(model, 'cpu')
  try {
    for (const { side, most, free } of heats) {
      const [own, rival] = [await fastest(session, side), await fastest(cpu, side)]
      if (own > Math.max(free, rival * most)) return slower(own, rival)
    }
    return null
  } finally {
    await session.release()
    await cpu.release()
  }
}

function slower(own: number, rival: number): string {
  const factor = own / rival
  return factor >= 1
    ? `it is ${factor.toFixed(factor < 10 ? 1 : 0)} times slower than the CPU`
    : 'it is hardly faster than the CPU'
}

/** Milliseconds of the faster of two runs, after one that also builds the device's programs. */
async function fastest(session: InferenceSession, side: number): Promise<number> {
  const first = await timeOf(session, side)
  return first > 5000 ? first : Math.min(await timeOf(session, side), await timeOf(session, side))
}

async function timeOf(session: InferenceSession, side: number): Promise<number> {
  const picture = new Tensor('float32', new Float32Array(3 * side * side).fill(0.5), [1, 3, side, side])
  const start = performance.now()
  const results = await session.run({ input: picture })
  for (const result of Object.values(results)) await result.getData() // a GPU answers before it is done
  return performance.now() - start
}

/** Three convolutions of 3x3 with 64 features: what the models consist of. */
function runningTrack(): Buffer {
  const shape = [1, 3, 'height', 'width']
  return writeOnnx({
    name: 'race',
    inputs: [{ name: 'input', type: 'float32', shape }],
    outputs: [{ name: 'output', type: 'float32', shape }],
    tensors: [
      weights('first', features, 3),
      weights('middle', features, features),
      weights('last', 3, features),
    ],
    nodes: [
      convolution('input', 'first', 'a'),
      convolution('a', 'middle', 'b'),
      convolution('b', 'last', 'output'),
    ],
  })
}

function weights(name: string, to: number, from: number) {
  const values = new Float32Array(to * from * 9).fill(1 / (from * 9))
  return { name, type: 'float32' as const, dims: [to, from, 3, 3], data: new Uint8Array(values.buffer) }
}

function convolution(input: string, weight: string, output: string) {
  const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }
  return { op: 'Conv', inputs: [input, weight], outputs: [output], attributes }
}
