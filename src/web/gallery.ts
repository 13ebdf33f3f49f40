import { z } from 'zod'
import type { App, GalleryResult, Image } from '../app.ts'
import { ImageId } from '../core/ids.ts'
import { mediaAddress, queryOf, thumbnailAddress } from './addresses.ts'
import { formatBytes } from './board.ts'
import { duration } from './durations.ts'
import type { Translate } from './i18n.ts'

const percent = z.coerce.number().min(0).max(100)
const place = z.coerce.number().min(0).optional()

/** What the address of the gallery says; `at.x` and `at.y` are where the picture was clicked on. */
export const GalleryQuery = z.object({
  image: ImageId.optional(),
  x: percent.default(50),
  y: percent.default(50),
  'at.x': place,
  'at.y': place,
  /** Whether everything is to be made before the page comes, for a reader without scripts. */
  run: z.literal('1').optional(),
})

export type GalleryQuery = z.output<typeof GalleryQuery>

/** One model with what it made. */
export interface TileModel {
  model: string
  /** What it is good for, or what network it is. */
  about: string
  isInUse: boolean
  /** Its place among the others, from 0. */
  place: number
  /** Where its result comes from. */
  source: string
  made: { image: string | null; problem: string | null; facts: string[] } | null
}

/** The same part of a picture through every model. */
export interface GalleryModel {
  picture: {
    id: string
    name: string
    media: string
    shown: { width: number; height: number }
    size: { width: number; height: number }
    region: { left: number; top: number; width: number; height: number }
    x: number
    y: number
    /** The part itself, as it is. */
    part: string
  } | null
  others: { name: string; thumbnail: string; href: string; isHere: boolean }[]
  tiles: TileModel[]
  /** The address at which all is made before the page comes. */
  whole: string
  /** The model that was chosen, or `auto`. */
  chosen: string
  isOverridden: boolean
}

type Source = Pick<App, 'gallery' | 'library' | 'engine' | 'weights' | 'choice'>

/** So large is the picture that is clicked on, at most. */
const SHOWN = 280
/** So many pictures are offered. */
const OFFERED = 8

/** Gathers what the gallery shows; with `run` it makes what is missing. */
export async function galleryModel(
  app: Source,
  query: GalleryQuery,
  { t, signal }: { t: Translate; signal: AbortSignal },
): Promise<GalleryModel> {
  const offered = await offeredPictures(app)
  const [asked] = query.image ? await app.library.find([query.image]) : offered
  const others = offered.map((image) => ({
    name: image.name,
    thumbnail: thumbnailAddress(image.id, image.version),
    href: `/models/gallery${queryOf({ image: image.id })}`,
    isHere: image.id === asked?.id,
  }))
  const choice = { chosen: app.choice.now(), isOverridden: app.choice.isOverridden() }
  if (!asked) return { picture: null, others, tiles: [], whole: '', ...choice }

  const at = pointOf(query, shownSize(asked))
  const { picture, region, file } = await app.gallery.crop({ image: asked.id, focus: at })
  const [x, y] = [Math.round(at.x * 100), Math.round(at.y * 100)]
  const tiles: TileModel[] = []
  for (const tile of await tilesOf(app, { image: asked.id, x, y }, t)) {
    const crop = { image: asked.id, focus: at }
    const made = query.run
      ? await app.gallery.enlarge(crop, tile.model, signal)
      : await app.gallery.known(crop, tile.model)
    tiles.push({ ...tile, made: made && madeOf(made, t) })
  }
  return {
    ...{ others, tiles, ...choice },
    whole: `/models/gallery${queryOf({ image: asked.id, x, y, run: '1' })}`,
    picture: {
      ...{ id: picture.id, name: picture.name, media: mediaAddress(picture.id, picture.version) },
      ...{ shown: shownSize(picture), size: picture, region, x, y, part: fileAddress(file) },
    },
  }
}

/** Describes one model with what it made; `place` counts from 0. */
export async function tileModel(
  app: Source,
  { result, place, t }: { result: GalleryResult; place: number; t: Translate },
): Promise<TileModel> {
  const found = (await tilesOf(app, {}, t)).find(({ model }) => model === result.model)
  const unknown = { model: result.model, about: '', isInUse: false, source: '' }
  return { ...(found ?? unknown), place, made: madeOf(result, t) }
}

/** The selection comes first, else what is newest. */
async function offeredPictures({ library }: Source): Promise<Image[]> {
  const selected = (await library.selection.get()).slice(0, OFFERED)
  const found = selected.length > 0 ? await library.find(selected).catch(() => []) : []
  const usable = found.filter(({ width }) => width > 0)
  if (usable.length > 0) return usable
  const { images } = await library.images({ stage: 'raw', limit: OFFERED })
  return images.filter(({ width }) => width > 0)
}

async function tilesOf(
  { gallery, engine, weights }: Source,
  where: { image?: string; x?: number; y?: number },
  t: Translate,
): Promise<Omit<TileModel, 'made'>[]> {
  const [models, { model: inUse }, entries] = await Promise.all([
    gallery.models(),
    engine.now(),
    weights.list(),
  ])
  return models.map(({ id, network, official = id }, place) => {
    const entry = entries.find(({ name }) => name === official)
    const goodFor = entry?.good_for && t(`models.goodFor.${official}`, { defaultValue: entry.good_for })
    return {
      ...{ model: id, place, isInUse: id === inUse || official === inUse },
      about: goodFor || network || '',
      source: `/models/gallery/result${queryOf({ ...where, model: id, place })}`,
    }
  })
}

function madeOf({ file, problem, ms, picture_ms, memory, device }: GalleryResult, t: Translate) {
  return {
    image: file && fileAddress(file),
    problem,
    facts: [
      ms === null ? '' : t('gallery.time', { seconds: (ms / 1000).toFixed(ms < 1000 ? 2 : 1) }),
      picture_ms === null ? '' : t('gallery.pictureTime', { time: duration(picture_ms, t) }),
      memory === null ? '' : t('gallery.memory', { memory: formatBytes(memory) }),
      device ?? '',
    ].filter(Boolean),
  }
}

function fileAddress(name: string): string {
  return `/models/gallery/files/${name}`
}

/** A click counts before the sliders. */
function pointOf(query: GalleryQuery, shown: { width: number; height: number }): { x: number; y: number } {
  const { x, y, 'at.x': left, 'at.y': top } = query
  if (left === undefined || top === undefined) return { x: x / 100, y: y / 100 }
  return { x: Math.min(1, left / shown.width), y: Math.min(1, top / shown.height) }
}

function shownSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const factor = SHOWN / Math.max(width, height)
  return { width: Math.round(width * factor), height: Math.round(height * factor) }
}
