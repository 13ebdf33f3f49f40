import { placeOf, stemOf } from '../../core/ids.ts'
import type { Image, Library } from '../../library/library.ts'
import type { DescribedImage } from '../../library/picture-queries.ts'
import type { KnownPixels, PixelStore } from './pixel-store.ts'

/** A picture with everything that is known of it. */
export interface Gathered extends DescribedImage {
  /** Null while its pixels were not looked at. */
  pixels: KnownPixels | null
  /** The names of the pictures in its folder. */
  siblings: readonly string[]
}

/** Describes the pictures of a library, each once for the length of one preflight. */
export interface Reading {
  /** Returns those that are there, in the order asked for. */
  describe(ids: readonly string[]): Promise<DescribedImage[]>
  /** Returns the ids of the pictures of a folder, without a look at them. */
  list(generation: string, stage: Image['stage']): Promise<string[]>
  siblings: Library['siblings']
}

/** Begins to read for one preflight. */
export function createReading(library: Pick<Library, 'describe' | 'order' | 'siblings'>): Reading {
  const known = new Map<string, DescribedImage>()
  return {
    siblings: library.siblings,
    list: (generation, stage) => library.order({ generation, stage }),
    async describe(ids) {
      for (const one of await library.describe(ids.filter((id) => !known.has(id)))) {
        known.set(one.image.id, one)
      }
      return ids.flatMap((id) => known.get(id) ?? [])
    },
  }
}

/**
 * Returns the pictures that would be submitted for those asked for, each once and in their order.
 *
 * A raw or processed picture stands for what was enlarged from it, and where nothing was, for what it will be.
 */
export async function deliverable(reading: Reading, ids: readonly string[]): Promise<string[]> {
  const generations = new Set(ids.map((id) => placeOf(id).generation))
  const enlarged = new Map<string, Enlarged>()
  for (const generation of generations) {
    enlarged.set(generation, enlargedIn(await imagesOf(reading, generation, 'upscaled')))
  }
  const found = ids.flatMap((id) => {
    const { generation, stage, name } = placeOf(id)
    if (stage === 'upscaled') return [id]
    const { bySource, byStem } = enlarged.get(generation) ?? enlargedIn([])
    const made = bySource.get(id) ?? byStem.get(stemOf(name).toLowerCase())
    return made ?? [id]
  })
  return [...new Set(found)]
}

/** Returns the ids of the pictures of a generation that stand for all of it: crops come from what is there already. */
export async function picturesOf(reading: Reading, generation: string): Promise<string[]> {
  const raw = await reading.list(generation, 'raw')
  const enlarged = await imagesOf(reading, generation, 'upscaled')
  const known = new Set([
    ...raw.map((id) => stemOf(placeOf(id).name).toLowerCase()),
    ...enlarged.flatMap(({ name, source }) => [stemOf(name).toLowerCase(), source ?? '']),
  ])
  const isRaw = new Set(raw)
  const processed = (await imagesOf(reading, generation, 'processed')).filter(
    ({ id, name, source }) =>
      !known.has(id) && !known.has(stemOf(name).toLowerCase()) && !(source && isRaw.has(source)),
  )
  return [...raw, ...processed.map(({ id }) => id), ...enlarged.map(({ id }) => id)]
}

/** Reads everything that is known of pictures; those that are gone meanwhile are left out. */
export async function gather(
  reading: Reading,
  store: PixelStore,
  ids: readonly string[],
): Promise<Gathered[]> {
  const described = await reading.describe(ids)
  const names = new Map<string, string[]>()
  for (const { image } of described) {
    const folder = `${image.generation}/${image.stage}`
    if (!names.has(folder)) names.set(folder, await reading.siblings(image.generation, image.stage))
  }
  const pixels = await store.getAll(described.map(({ image }) => image))
  return described.map((one, index) => ({
    ...one,
    pixels: pixels[index] ?? null,
    siblings: names.get(`${one.image.generation}/${one.image.stage}`) ?? [],
  }))
}

interface Enlarged {
  bySource: Map<string, string[]>
  byStem: Map<string, string[]>
}

/** Files that other tools put there name no source; the same name means the same picture. */
function enlargedIn(images: readonly Image[]): Enlarged {
  const [known, foreign] = [images.filter(({ source }) => source), images.filter(({ source }) => !source)]
  const ids = (group: Image[]) => group.map(({ id }) => id)
  const bySource = Map.groupBy(known, ({ source }) => source ?? '')
  const byStem = Map.groupBy(foreign, ({ name }) => stemOf(name).toLowerCase())
  return {
    bySource: new Map([...bySource].map(([key, group]) => [key, ids(group)])),
    byStem: new Map([...byStem].map(([key, group]) => [key, ids(group)])),
  }
}

async function imagesOf(reading: Reading, generation: string, stage: Image['stage']): Promise<Image[]> {
  const described = await reading.describe(await reading.list(generation, stage))
  return described.flatMap(({ image, isHeld }) => (isHeld ? [] : [image]))
}
