/** Measures how fast the processor multiplies matrices through onnxruntime: no network can be faster. */
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { writeOnnx } from '../../src/upscale/onnx-writer.ts'
import { cpuSeconds } from './measures.ts'

const side = 2048
const runs = Number(process.argv[2] ?? 12)
const weights = new Float32Array(side * side).fill(0.01)
const model = writeOnnx({
  name: 'sgemm',
  inputs: [{ name: 'a', type: 'float32', shape: [side, side] }],
  outputs: [{ name: 'c', type: 'float32', shape: [side, side] }],
  tensors: [{ name: 'b', type: 'float32', dims: [side, side], data: new Uint8Array(weights.buffer) }],
  nodes: [{ op: 'MatMul', inputs: ['a', 'b'], outputs: ['c'] }],
})
const session = await InferenceSession.create(model, { executionProviders: ['cpu'] })
const a = new Tensor('float32', new Float32Array(side * side).fill(0.5), [side, side])
await session.run({ a })

const [walls, cpus] = [[] as number[], [] as number[]]
for (let run = 0; run < runs; run++) {
  const [cpu, start] = [cpuSeconds(), performance.now()]
  await session.run({ a })
  walls.push((performance.now() - start) / 1000)
  cpus.push(cpuSeconds() - cpu)
}
const flops = 2 * side ** 3
const perSecond = { perWall: flops / Math.min(...walls), perCpu: flops / Math.min(...cpus) }
process.stdout.write(JSON.stringify(perSecond))
