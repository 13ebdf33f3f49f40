/** Measures whole jobs, from files to checked files, in a process of its own, and prints what it found as JSON. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cropRegion } from '../../src/imaging/crop.ts'
import { decode } from '../../src/imaging/decode.ts'
import { resizeTo } from '../../src/imaging/encode.ts'
import { openPicture } from '../../src/imaging/open.ts'
import { cutRegion } from '../../src/imaging/pixels.ts'
import { samplePictures } from '../../src/imaging/sample-pictures.ts'
import { type Engine, openEngine } from '../../src/upscale/engine.ts'
import { tileSide } from '../../src/upscale/enlargement.ts'
import type { Target } from '../../src/upscale/target.ts'
import { planTiles } from '../../src/upscale/tiles.ts'
import { makePictures } from '../../src/upscale/work.ts'
import { highestMemory, memory, noise } from './measures.ts'

const [modelPath = '', reach = '', width = '1344', count = '3', kind = 'cpu'] = process.argv.slice(2)
const overlap = reach === '' ? undefined : Number(reach)
const aspect = { width: 16, height: 9 }
const source = { width: Number(width), height: Math.round((Number(width) * 768) / 1344) }
const crop = cropRegion(source, aspect)
const folder = await mkdtemp(join(tmpdir(), 'stockroom bench '))
const picture = join(folder, 'source.png')
await openPicture((await samplePictures()[0]?.draw()) ?? Buffer.alloc(0))
  .resize(source)
  .png()
  .toFile(picture)

const real = await openEngine({ modelPath, device: 'cpu', overlap })
const tiles = planTiles(crop, tileSide(real, 384), real.overlap)
const shape = tiles[0]?.read ?? crop
const engine = kind === 'gpu' ? await pretendGpu(real) : real

const bareStart = performance.now()
if (kind === 'cpu') for (const { read } of tiles) await real.enlarge(noise(read))
const bare = performance.now() - bareStart

const done: { at: number; memory: number }[] = []
const failed: string[] = []
let busy = 0
const jobStart = performance.now()
const target: Target = source.width < 960 ? { scale: 4 } : { width: 3840, height: 2160 }
await makePictures({
  items: Array.from({ length: Number(count) }, (_, index) => ({ index, source: picture })),
  settings: { modelPath, device: 'cpu', tile: 384, overlap, target, aspect, format: 'jpg', quality: 95 },
  ...{ workFolder: folder, keepProcessed: false, signal: new AbortController().signal },
  ...{ oneByOne: false, engine, openOnCpu: async () => real },
  tell(message) {
    if (message.type === 'item-done') done.push({ at: performance.now() - jobStart, memory: memory() })
    if (message.type === 'item-failed') failed.push(message.reason)
  },
})
const job = performance.now() - jobStart
await rm(folder, { recursive: true })

const result = { job, bare, busy, count: Number(count), done: done.map(({ memory }) => memory), failed }
const redundant = (tiles.length * shape.width * shape.height) / (crop.width * crop.height)
process.stdout.write(
  JSON.stringify({ ...result, redundant, tiles: tiles.length, shape, peak: await highestMemory() }),
)

/** Answers like the real engine, from memory and in 200 ms a picture: what a fast graphics card would do. */
async function pretendGpu(real: Engine): Promise<Engine> {
  const pixels = await decode(picture, { aspect })
  const large = { width: shape.width * real.scale, height: shape.height * real.scale }
  const answers = await Promise.all(tiles.map(({ read }) => resizeTo(cutRegion(pixels, read), large)))
  let asked = 0
  return {
    ...real,
    async enlarge() {
      const [start, answer] = [performance.now(), answers[asked++ % answers.length]]
      await wait(200 / tiles.length)
      busy += performance.now() - start
      return answer ?? noise(large)
    },
  }
}
