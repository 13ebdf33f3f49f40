/** Measures bare inference in a process of its own, and prints what it found as JSON. */
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { openEngine } from '../../src/upscale/engine.ts'
import { fromTensor, toTensor } from '../../src/upscale/tensors.ts'
import { cpuSeconds, highestMemory, memory, noise } from './measures.ts'

const [modelPath = '', width = '384', height = '384', runs = '3'] = process.argv.slice(2)
const size = { width: Number(width), height: Number(height) }
const engine = await openEngine({ modelPath, device: 'cpu' })

let [longestGap, last] = [0, performance.now()]
const pulse = setInterval(() => {
  const now = performance.now()
  longestGap = Math.max(longestGap, now - last - 10)
  last = now
}, 10)

const [walls, cpus] = [[] as number[], [] as number[]]
for (let run = 0; run < Number(runs); run++) {
  const [tile, cpu, start] = [noise(size), cpuSeconds(), performance.now()]
  await engine.enlarge(tile)
  walls.push((performance.now() - start) / 1000)
  cpus.push(cpuSeconds() - cpu)
}
clearInterval(pulse)
const peak = await highestMemory()

const start = performance.now()
fromTensor(toTensor(noise(size), { type: 'uint8', layout: 'NHWC' }), 'NHWC')
const script = performance.now() - start

const { scale } = engine
await engine.close()
await wait(300) // the thread gives its memory back after it has answered
const result = {
  wall: Math.min(...walls),
  cpu: Math.min(...cpus),
  peak,
  left: memory(),
  gap: longestGap,
  script,
}
process.stdout.write(JSON.stringify({ ...result, scale, bytes: (await readFile(modelPath)).length }))
