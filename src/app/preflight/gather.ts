import { placeOf, stemOf } from '../../core/ids.ts'
import type { DescribedImage, Image, Library } from '../../library/library.ts'
import type { KnownPixels, PixelStore } from './pixel-store.ts'

/** A picture with everything that is known of it. */
export interface Gathered extends DescribedImage {
  /** Null while its pixels were not looked at. */
  pixels: KnownPixels | null
  /** The names of the pictures in its folder. */
  siblings: readonly string[]
}

const PAGE = 500

/**
 * Returns the pictures that would be submitted for those asked for, each once and in their order.
 *
 * A raw or processed picture stands for what was enlarged from it, and where nothing was, for what it will be.
 */
export async function deliverable(library: Library, ids: readonly string[]): Promise<string[]> {
  const generations = new Set(ids.map((id) => placeOf(id).generation))
  const enlarged = new Map<string, Enlarged>()
  for (const generation of generations) {
    enlarged.set(generation, enlargedIn(await imagesOf(library, generation, 'upscaled')))
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
export async function picturesOf(library: Library, generation: string): Promise<string[]> {
  const raw = await imagesOf(library, generation, 'raw')
  const enlarged = await imagesOf(library, generation, 'upscaled')
  const known = new Set(
    [...raw, ...enlarged].flatMap(({ name, source }) => [stemOf(name).toLowerCase(), source ?? '']),
  )
  const processed = (await imagesOf(library, generation, 'processed')).filter(
    ({ id, name, source }) =>
      !known.has(id) &&
      !known.has(stemOf(name).toLowerCase()) &&
      !(source && raw.some((one) => one.id === source)),
  )
  return [...raw, ...processed, ...enlarged].map(({ id }) => id)
}

/** Reads everything that is known of pictures; those that are gone meanwhile are left out. */
export async function gather(
  library: Library,
  store: PixelStore,
  ids: readonly string[],
): Promise<Gathered[]> {
  const described = await library.describe(ids)
  const names = new Map<string, string[]>()
  for (const { image } of described) {
    const folder = `${image.generation}/${image.stage}`
    if (!names.has(folder)) names.set(folder, await library.siblings(image.generation, image.stage))
  }
  return Promise.all(
    described.map(async (one) => ({
      ...one,
      pixels: await store.get(one.image),
      siblings: names.get(`${one.image.generation}/${one.image.stage}`) ?? [],
    })),
  )
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

async function imagesOf(library: Library, generation: string, stage: Image['stage']): Promise<Image[]> {
  const images: Image[] = []
  let cursor: string | undefined
  do {
    const page = await library.images({ generation, stage, limit: PAGE, ...(cursor && { cursor }) })
    images.push(...page.images)
    cursor = page.next ?? undefined
  } while (cursor)
  return images
}
