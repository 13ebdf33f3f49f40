import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, messageOf } from '../core/errors.ts'
import { moveFile } from '../core/files.ts'
import type { JournalWriter } from '../core/journal.ts'
import { cropRegion, type Focus, windowRegion } from '../imaging/crop.ts'
import { decode } from '../imaging/decode.ts'
import { encodeTo } from '../imaging/encode.ts'
import { cutRegion, type Region } from '../imaging/pixels.ts'
import type { Image, Library } from '../library/library.ts'
import type { Model } from '../upscale/models.ts'
import type { Upscaler, UpscaleSettings } from '../upscale/supervisor.ts'
import { createTurns } from './turns.ts'

/** A part of a picture, to be seen through every model. */
export interface GalleryCrop {
  /** The picture's id. */
  image: string
  /** The point that the part lies around, as fractions of width and height. */
  focus: Focus
}

/** What a model made of a part, with what it took. */
export interface GalleryResult {
  model: string
  real_esrgan: boolean
  /** The name of the file that was made; see {@link Gallery.fileOf}. Null when nothing was. */
  file: string | null
  /** Why nothing was made. */
  problem: string | null
  device: string | null
  /** Milliseconds for this part, and what the whole picture may take, cropped as a job crops it. */
  ms: number | null
  picture_ms: number | null
  /** The most memory that its process took, in bytes. */
  memory: number | null
}

/** Shows the same part of a picture through every model, for a person to choose by eye. */
export interface Gallery {
  /** Returns the models that can be compared: those that are of use. */
  models(): Promise<Model[]>
  /** Returns the part's place in the picture and the name of its file. */
  crop(crop: GalleryCrop): Promise<{ picture: Image; region: Region; file: string }>
  /**
   * Enlarges the part with one model, in a process of its own, one after the other; a result is kept while the
   * program runs. What a model cannot do is told as its `problem`. Throws the reason of `signal`.
   */
  enlarge(crop: GalleryCrop, model: string, signal: AbortSignal): Promise<GalleryResult>
  /** Returns what {@link Gallery.enlarge} has made before; null when it has not. */
  known(crop: GalleryCrop, model: string): Promise<GalleryResult | null>
  /** Returns the path of a file by its name; throws `not_found` for any that was not made here. */
  fileOf(name: string): string
  /** Throws away what was made. */
  close(): Promise<void>
}

/** So many pixels of the picture are shown, four times as large. */
const WINDOW = { width: 120, height: 90 }

const WIDE = { width: 16, height: 9 }

/** Opens the gallery; what it makes lies in a folder of its own, which is removed at the end. */
export function createGallery(deps: {
  library: Pick<Library, 'find' | 'pathOf' | 'workFolder'>
  upscaler: Pick<Upscaler, 'run'>
  models: () => Promise<Model[]>
  choose: (wanted: string, signal: AbortSignal) => Promise<Model>
  settings: Pick<UpscaleSettings, 'device' | 'tile'>
}): Gallery {
  const { library, upscaler, models, choose, settings } = deps
  const folder = library.workFolder('gallery')
  const results = new Map<string, GalleryResult>()
  const files = new Set<string>()
  const inTurn = createTurns()

  async function place({ image, focus }: GalleryCrop) {
    const [picture] = await library.find([image])
    if (!picture || picture.width === 0)
      throw new AppError('unsupported', `${image} cannot be shown: it is no usable picture.`)
    const region = windowRegion({ width: picture.width, height: picture.height }, WINDOW, focus)
    const name = `${keyOf([picture.id, picture.version, region])}.png`
    return { picture, region, name }
  }

  async function crop(wanted: GalleryCrop): Promise<{ picture: Image; region: Region; file: string }> {
    const { picture, region, name } = await place(wanted)
    if (!files.has(name)) {
      const whole = await decode(await library.pathOf(picture.id), { aspect: null })
      await mkdir(folder, { recursive: true })
      await encodeTo(join(folder, name), cutRegion(whole, region), { format: 'png' })
      files.add(name)
    }
    return { picture, region, file: name }
  }

  async function run(
    source: { file: string; region: Region; picture: Image },
    model: Model,
    signal: AbortSignal,
  ): Promise<GalleryResult> {
    const name = `${keyOf([source.file, model.id, model.bytes])}.png`
    const report = await upscaler.run(
      {
        items: [{ id: name, label: source.picture.name, source: join(folder, source.file) }],
        settings: {
          ...{ ...settings, model, target: { scale: 4 }, aspect: null },
          ...{ format: 'png', quality: 100 },
        },
        workFolder: join(folder, 'work'),
        keepProcessed: false,
      },
      {
        ...{ signal, journal: silent, onProgress: () => {} },
        deliver: async (_, made) => moveFile(made.file, join(folder, name)),
      },
    )
    signal.throwIfAborted()
    const [made] = report.results
    if (made?.status !== 'done') return failed(model, made?.reason ?? 'It was cancelled.')
    files.add(name)
    const ms = made.ms?.enlarge ?? null
    return {
      ...{ model: model.id, real_esrgan: model.isRealEsrgan, file: name, problem: null },
      ...{ device: report.device, ms, memory: made.peakMemory ?? null },
      picture_ms: ms && Math.round(ms * sharesOf(source)),
    }
  }

  return {
    crop,
    models: async () => (await models()).filter(({ problem }) => !problem),
    async known(wanted, id) {
      return results.get(`${(await place(wanted)).name} ${id}`) ?? null
    },
    async enlarge(wanted, id, signal) {
      const source = await crop(wanted)
      const key = `${source.file} ${id}`
      const known = results.get(key)
      if (known) return known
      const result = await inTurn(signal, async () => {
        try {
          return await run(source, await choose(id, signal), signal)
        } catch (error) {
          signal.throwIfAborted()
          if (error instanceof AppError) return failed({ id, isRealEsrgan: false }, messageOf(error))
          throw error
        }
      })
      if (result.file) results.set(key, result)
      return result
    },
    fileOf(name) {
      if (!files.has(name)) throw new AppError('not_found', 'This was not made, or it was made long ago.')
      return join(folder, name)
    },
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** What it does is for the page, not for the log of the jobs. */
const silent: JournalWriter = { say: () => {}, fail: () => {} }

function failed({ id, isRealEsrgan }: Pick<Model, 'id' | 'isRealEsrgan'>, problem: string): GalleryResult {
  const nothing = { file: null, device: null, ms: null, picture_ms: null, memory: null }
  return { model: id, real_esrgan: isRealEsrgan, problem, ...nothing }
}

/** How many times the part is in the picture, once that is cropped. */
function sharesOf({ region, picture }: { region: Region; picture: Image }): number {
  const { width, height } = cropRegion({ width: picture.width, height: picture.height }, WIDE)
  return (width * height) / (region.width * region.height)
}

function keyOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 24)
}
