/** Measures preflight: the words of 1,000 sidecars, the board of 10,000 pictures, and 10,000 pictures held against each other. */
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Scene, scenesOf } from '../src/app/preflight/scenes.ts'
import { createApp } from '../src/app.ts'
import { loadSettings } from '../src/config/settings.ts'
import { inPieces } from '../src/core/pieces.ts'
import { sceneStems } from '../src/metadata/word-overlap.ts'

const project = join(import.meta.dirname, '..')
const home = await mkdtemp(join(tmpdir(), 'stockroom-preflight-'))

const SUBJECTS =
  'lighthouse forest desert harbor market bakery orchard glacier canyon meadow village bridge'.split(' ')
const SCENES = 'sunrise storm autumn winter evening snow fog rain spring summer night harvest'.split(' ')
const MORE =
  'landscape travel nature light sky water stone wood path colour calm texture morning horizon season weather outdoors quiet scenic cloud shadow reflection hill field tree'.split(
    ' ',
  )

function describe(n: number) {
  const subject = SUBJECTS[n % SUBJECTS.length] ?? ''
  const scene = SCENES[Math.floor(n / SUBJECTS.length) % SCENES.length] ?? ''
  const rest = MORE.map((_, at) => MORE[(at + n) % MORE.length] ?? '')
  return {
    title: `Quiet ${subject} in ${scene} light by ${rest[0]} and ${rest[5]}`,
    keywords: [subject, scene, 'quiet', ...rest],
    category: 11,
    prompt: `A ${subject} in ${scene}, ${rest.slice(0, 8).join(', ')}, number ${n}`,
    is_ai_generated: true,
  }
}

async function fill(generation: string, count: number): Promise<void> {
  const folder = join(home, 'generations', generation)
  await mkdir(folder, { recursive: true })
  const picture = await sharp({ create: { width: 64, height: 36, channels: 3, background: '#678' } })
    .png()
    .toBuffer()
  for (let n = 0; n < count; n++) {
    await writeFile(join(folder, `picture_${n}.png`), picture)
    await writeFile(join(folder, `picture_${n}.json`), JSON.stringify(describe(n)))
  }
}

async function measure(what: string, work: () => Promise<unknown> | unknown): Promise<void> {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const said = await work()
  const { user, system } = process.cpuUsage(cpu)
  const used = `${Math.round((user + system) / 1000)
    .toLocaleString('en-US')
    .padStart(7)} ms CPU`
  console.log(
    `${what.padEnd(64)} ${Math.round(performance.now() - start)
      .toLocaleString('en-US')
      .padStart(7)} ms ${used}  ${said ?? ''}`,
  )
}

try {
  await fill('thousand', 1000)
  await fill('ten-thousand', 10_000)
  const app = createApp(loadSettings({ project, env: {}, flags: { home, open: false } }), '0.0.0', {
    project,
    opensLate: true,
  })
  const page = { generation: 'ten-thousand', limit: 60 }
  await measure('preflight of 1,000 sidecars, never read before', async () => {
    const { pictures } = await app.preflight.checkGeneration('thousand')
    return `${pictures.length} pictures`
  })
  await measure('preflight of 1,000 sidecars, again', () =>
    app.preflight.checkGeneration('thousand').then(() => ''),
  )
  await measure('first page of 10,000 pictures', () => app.library.images(page).then(({ total }) => total))
  await measure('first page of 10,000 pictures, again', () => app.library.images(page).then(() => ''))
  await measure('filter "has findings" counted over 10,000, never before', async () => {
    const { findings } = await app.library.counts({ generation: 'ten-thousand' })
    return `${findings} with findings`
  })
  await measure('filter counted again', () =>
    app.library.counts({ generation: 'ten-thousand' }).then(() => ''),
  )
  const scenes = Array.from({ length: 10_000 }, (_, n): Scene => {
    const print = randomBytes(16).toString('hex')
    return { id: String(n), fingerprint: print, words: sceneStems(describe(n)) }
  })
  await measure(
    '10,000 pictures held against each other, look and words',
    async () => `${(await inPieces(scenesOf(scenes))).length} groups`,
  )
  const looks = scenes.map((scene) => ({ ...scene, words: new Set<string>() }))
  await measure(
    '10,000 pictures held against each other, look alone',
    async () => `${(await inPieces(scenesOf(looks))).length} groups`,
  )
  await app.stop()
} finally {
  await rm(home, { recursive: true, force: true })
}
