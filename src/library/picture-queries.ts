import { AppError } from '../core/errors.ts'
import { fewAtOnce } from '../core/few-at-once.ts'
import { type ImagePlace, idOf, placeOf } from '../core/ids.ts'
import type { Folders, Views } from './folders.ts'
import type { Describe, FoundPicture, Image } from './pictures.ts'
import type { Places } from './places.ts'
import type { Sidecar } from './sidecar.ts'
import type { Sidecars } from './sidecars.ts'

/** A picture with its description, and why that cannot be read. */
export interface DescribedImage {
  image: Image
  sidecar: Sidecar | null
  problem: string | null
  /** Whether somebody seems to be writing the file still. */
  isHeld: boolean
}

/** One picture with everything known about it. */
interface ImageDetails extends Image {
  sidecar: Sidecar | null
  lookedIn: string[]
  /** Changes with the sidecar; goes back with an edit of it. */
  sidecar_version: string
}

/** What can be asked about pictures whose ids are known. */
export interface PictureQueries {
  image(id: string): Promise<ImageDetails>
  /** Returns pictures in the order of the ids; throws `not_found` for the first that is missing. */
  find(ids: readonly string[]): Promise<Image[]>
  /** Returns pictures with their descriptions, in the order of the ids; those that are gone meanwhile are left out. */
  describe(ids: readonly string[]): Promise<DescribedImage[]>
}

interface Deps {
  folders: Folders
  places: Places
  describe: Describe
  sidecars: Pick<Sidecars, 'open'>
}

const FILES_AT_ONCE = 16

/** Makes the part of the library that answers about pictures by their ids. */
export function createPictureQueries({ folders, places, describe, sidecars }: Deps): PictureQueries {
  async function look(place: ImagePlace, views: Views): Promise<FoundPicture> {
    const found = await describe(place, views)
    if (!found) throw new AppError('not_found', `There is no picture ${idOf(place)}.`)
    return found
  }

  return {
    async image(id) {
      await places.locate(id)
      const { image, lookup } = await look(placeOf(id), folders.views())
      const { version } = await sidecars.open(id)
      return { ...image, sidecar: lookup.sidecar, lookedIn: lookup.lookedIn, sidecar_version: version }
    },

    async find(ids) {
      const views = folders.views()
      for (const id of ids) await places.locate(id)
      return fewAtOnce(ids, FILES_AT_ONCE, async (id) => (await look(placeOf(id), views)).image)
    },

    async describe(ids) {
      const views = folders.views()
      const guard = places.guardMany()
      const found = await fewAtOnce(ids, FILES_AT_ONCE, async (id) => {
        const place = await guard(id).catch(orGone)
        return place && describe(place, views)
      })
      return found.flatMap((one) => {
        if (!one) return []
        const { sidecar, problem } = one.lookup
        return [{ image: one.image, sidecar, problem, isHeld: one.isHeld }]
      })
    },
  }
}

function orGone(error: unknown): undefined {
  if (!(error instanceof AppError && error.code === 'not_found')) throw error
}
