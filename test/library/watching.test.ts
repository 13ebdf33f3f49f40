import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { age, type Bench, idsOf, openBench, png, untilChanged } from './bench.ts'

async function openWatched(deps: Parameters<typeof openBench>[0] = {}): Promise<Bench> {
  const bench = await openBench(deps)
  await bench.put('gen/first.png', await png())
  await bench.library.start()
  await settle(bench)
  return bench
}

/** Waits until the watcher sees the generation, by making changes until one is told. */
async function settle({ library, put }: Bench): Promise<void> {
  const told = () => new Promise<void>((resolve) => library.onChange(resolve))
  const timer = setInterval(() => void put('gen/notes.txt', String(Math.random())), 100)
  await told()
  clearInterval(timer)
  // what was put last, and not yet told, comes with this
  await Promise.all([told(), put('gen/notes.txt', 'the last')])
}

/** Returns whether exactly these pictures are listed. */
const listed =
  ({ library }: Bench, ...ids: string[]) =>
  async () =>
    JSON.stringify(await idsOf(library)) === JSON.stringify(ids)

it('tells of pictures that appear, change and go, also in new folders', async () => {
  const bench = await openWatched()
  const { library, put, root } = bench

  await put('gen/second.png', await png())
  await untilChanged(library, listed(bench, 'gen/first.png', 'gen/second.png'))
  await put('gen/upscaled/first.jpg', await png())
  await untilChanged(library, listed(bench, 'gen/first.png', 'gen/second.png', 'gen/upscaled/first.jpg'))
  await put('new/x.png', await png())
  await untilChanged(library, async () => (await idsOf(library, { generation: 'new' })).length === 1)
  await rm(join(root, 'gen', 'second.png'))
  await untilChanged(library, listed(bench, 'new/x.png', 'gen/first.png', 'gen/upscaled/first.jpg'))
  await rename(join(root, 'new'), join(root, 'renamed'))
  await untilChanged(library, listed(bench, 'renamed/x.png', 'gen/first.png', 'gen/upscaled/first.jpg'))
})

it('tells of a sidecar that is written in place', async () => {
  const { library, put } = await openWatched()
  await put('gen/first.json', '{"title":"One"}')
  await untilChanged(library, async () => (await library.image('gen/first.png')).title === 'One')
  await put('gen/first.json', '{"title":"Two"}')
  await untilChanged(library, async () => (await library.image('gen/first.png')).title === 'Two')
})

it('tells of a burst once', async () => {
  const { library, root } = await openWatched()
  const picture = await png()
  const before = library.revision()

  await Promise.all(Array.from({ length: 50 }, (_, n) => writeFile(join(root, 'gen', `${n}.png`), picture)))
  await untilChanged(library, async () => (await library.images({ limit: 1 })).total === 51)

  expect(library.revision() - before).toBeLessThan(25)
})

it('does not tell of its own previews and unfinished files', async () => {
  const { library, root } = await openWatched()
  const before = library.revision()

  await library.thumbnail('gen/first.png')
  await mkdir(library.workFolder('job'), { recursive: true })
  await writeFile(join(library.workFolder('job'), 'half.png'), 'x')
  await writeFile(join(root, 'gen', '.stockroom-01234567-89ab-cdef-0123-456789abcdef.tmp'), 'x')
  await writeFile(join(root, 'gen', 'end.txt'), 'x')
  await untilChanged(library, async () => library.revision() > before)

  expect(library.revision() - before).toBe(1)
})

it('holds a picture back while it is being written, and shows it by itself once it is whole', async () => {
  const bench = await openWatched()
  const { library, root } = bench
  const whole = await png('#123456', 300, 300)
  const path = join(root, 'gen', 'slow.png')

  const seen: string[][] = []
  const off = library.onChange(async () => {
    const { images } = await library.images({ limit: 10 })
    seen.push(
      images.filter(({ name }) => name === 'slow.png').map(({ width, issues }) => `${width} ${issues}`),
    )
  })
  await writeFile(path, '')
  const size = Math.ceil(whole.length / 5)
  for (let start = 0; start < whole.length; start += size) {
    await appendFile(path, whole.subarray(start, start + size))
    const page = await library.images({ limit: 10 })
    if (start + size < whole.length) {
      expect(page).toMatchObject({ images: [{ name: 'first.png' }], total: 1, next: null })
      expect((await library.generations())[0]?.counts.raw).toBe(1)
      expect((await library.image('gen/slow.png')).issues).toEqual(['The file is still being written.'])
    }
    await delay(300) // the slow writer itself, not a wait for something to happen
  }

  await untilChanged(library, listed(bench, 'gen/first.png', 'gen/slow.png'))
  off()
  expect(seen.flat().every((text) => text === '300 ')).toBe(true)
  expect((await library.generations())[0]?.counts.raw).toBe(2)
})

it('shows a picture that gets its name when it is whole at once', async () => {
  const bench = await openWatched()
  const { library, root } = bench
  await writeFile(join(root, 'gen', 'picture.png.part'), await png())
  await rename(join(root, 'gen', 'picture.png.part'), join(root, 'gen', 'picture.png'))

  expect(await idsOf(library)).toEqual(['gen/first.png', 'gen/picture.png'])
})

it('lists a picture that stays cut short with its reason, by itself', async () => {
  let ahead = 0
  const bench = await openWatched({ now: () => new Date(Date.now() + ahead) })
  const { library, put } = bench
  await put('gen/half.png', (await png('#654321', 200, 200)).subarray(0, 150))
  expect(await idsOf(library)).toEqual(['gen/first.png'])

  ahead = 6000
  await untilChanged(library, listed(bench, 'gen/first.png', 'gen/half.png'))

  const image = await library.image('gen/half.png')
  expect(image.issues).toEqual([expect.stringContaining('cut short')])
  expect((await library.images({ limit: 1, cursor: 'gen/first.png' })).total).toBe(2)
})

it('lists an old picture that is cut short at once', async () => {
  const { library, put } = await openBench()
  await age(await put('gen/half.png', (await png()).subarray(0, 60)), 60)

  expect((await library.images({ limit: 5 })).images[0]?.issues).toHaveLength(1)
})

it('does not wait forever for a picture whose time lies in the future', async () => {
  let ahead = 0
  const { library, put } = await openBench({ now: () => new Date(Date.now() + ahead) })
  await age(await put('gen/half.png', (await png()).subarray(0, 60)), -3600)
  expect(await idsOf(library)).toEqual([])

  ahead = 6000
  await untilChanged(library, async () => (await idsOf(library)).length === 1)
  expect(await idsOf(library)).toEqual(['gen/half.png'])
})

it('fills a page with whole pictures while others are held back', async () => {
  const { library, put } = await openBench()
  for (const name of ['b', 'd', 'e']) await put(`gen/${name}.png`, await png())
  for (const name of ['a', 'c']) await put(`gen/${name}.png`, (await png()).subarray(0, 60))

  const page = await library.images({ limit: 2 })

  expect(page).toMatchObject({ images: [{ name: 'b.png' }, { name: 'd.png' }], total: 3, next: 'gen/d.png' })
})

it('starts and stops twice, and is right without watching', async () => {
  const { library, put } = await openBench()
  await Promise.all([library.start(), library.start()])
  await library.stop()
  await library.stop()
  await put('gen/a.png', await png())
  expect(await idsOf(library)).toEqual(['gen/a.png'])

  await library.start()
  const told = new Promise<void>((resolve) => library.onChange(resolve))
  await library.selection.set(['gen/a.png'])
  await told
})

it('tells its listeners until they leave, one that throws too', async () => {
  const { library, put, logged } = await openBench()
  await put('gen/a.png', await png())
  library.onChange(() => {
    throw new Error('A bad page')
  })
  let left = 0
  library.onChange(() => left++)()
  const told = new Promise<void>((resolve) => library.onChange(resolve))

  await library.writeSidecar('gen/a.png', { title: 'x' })
  await told

  expect(left).toBe(0)
  expect(logged.join()).toContain('A bad page')
})
