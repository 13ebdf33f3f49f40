/**
 * Measures the upscale engine: `npm run bench:engine -- [--quick] [--model general|x4plus]`.
 *
 * The networks have the true sizes and random weights, so nothing is downloaded. Every measure runs in a
 * process of its own; times are compared with a matrix product measured in the same run, so that they
 * mean the same on a busy machine. Prints a table, and writes everything to bench-results/.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeOnnx } from '../src/upscale/onnx-writer.ts'
import { general, type Subject, x4plus } from './bench/graphs.ts'
import { Floor, Inference, Job, measure, Peer, torchPeer } from './bench/measuring.ts'
import { goalsOf, type TileResult, tableOf } from './bench/table.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, model: { type: 'string' } },
})
const { quick } = values
const say = (text: string) => void process.stderr.write(`${text}\n`)
const subjects: Record<string, Subject> = { general: general(), x4plus: x4plus() }

/** The last of each is the tile of a picture of 1344 x 768 at tile size 384. */
const tilesOf: Record<string, { width: number; height: number }[]> = {
  general: [
    { width: 384, height: 384 },
    { width: 494, height: 412 },
  ],
  x4plus: [
    { width: 192, height: 192 },
    { width: 384, height: 410 },
  ],
}

const folder = await mkdtemp(join(tmpdir(), 'stockroom bench '))
try {
  const floor = await measure(Floor, 'floor.ts', [])
  say(`floor: ${(floor.perWall / 1e9).toFixed(0)} GFLOP/s`)
  const tiles: TileResult[] = []
  const paths: Record<string, string> = {}
  for (const [name, { graph, flopsPerPixel }] of Object.entries(subjects)) {
    if (values.model && values.model !== name) continue
    const path = join(folder, `${name}.onnx`)
    paths[name] = path
    await writeFile(path, writeOnnx(graph))
    const sizes = tilesOf[name] ?? []
    for (const size of quick ? sizes.slice(0, 1) : sizes) {
      const runs = name === 'general' ? '3' : '2'
      const args = [path, String(size.width), String(size.height), runs]
      const before = await measure(Floor, 'floor.ts', ['4'])
      const found = await measure(Inference, 'inference.ts', args)
      const after = await measure(Floor, 'floor.ts', ['4'])
      const flops = flopsPerPixel * size.width * size.height
      const best = {
        perWall: Math.max(before.perWall, after.perWall),
        perCpu: Math.max(before.perCpu, after.perCpu),
      }
      const peer = await torchPeer(Peer, name, size, runs)
      tiles.push({
        name,
        size,
        ...found,
        toFloor: { wall: (found.wall * best.perWall) / flops, cpu: (found.cpu * best.perCpu) / flops },
        flops,
        peer,
      })
      say(`${name} ${size.width}x${size.height}: ${found.wall.toFixed(2)} s`)
    }
  }
  const job = async (kind: string, width: number, count: number) => {
    const found = await measure(Job, 'job.ts', [
      paths.general ?? '',
      '34',
      String(width),
      String(count),
      kind,
    ])
    say(`${kind} job of ${count}: ${(found.job / 1000).toFixed(1)} s ${found.failed.join(' ')}`)
    return found
  }
  const jobs = paths.general
    ? {
        whole: await job('cpu', quick ? 480 : 1344, quick ? 6 : 4),
        growth: await job('growth', 320, 20),
        gpu: await job('gpu', 1344, 20),
      }
    : null
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.version}`
  const table = [machine, '', tableOf(tiles), '', goalsOf(tiles, jobs)].join('\n')
  process.stdout.write(`${table}\n`)
  const results = new URL('../bench-results/', import.meta.url)
  await mkdir(results, { recursive: true })
  const name = `engine-${new Date().toISOString().replace(/[:.]/g, '-')}`
  await writeFile(new URL(`${name}.json`, results), JSON.stringify({ machine, floor, tiles, jobs }, null, 2))
  await writeFile(new URL(`${name}.md`, results), `${table}\n`)
} finally {
  await rm(folder, { recursive: true })
}
