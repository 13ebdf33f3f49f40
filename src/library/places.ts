import { lstat, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../core/errors.ts'
import { inside, realInside } from '../core/files.ts'
import { GenerationId, ImageId, type ImagePlace, placeOf, type Stage } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { statFile } from './file-version.ts'
import { isPictureName } from './names.ts'

/** The guard at the door: turns ids into paths, and lets no link and nothing outside the library through. */
export interface Places {
  /** Returns the path of a picture that exists; throws `invalid`, `not_found` or `forbidden`. */
  locate(id: string): Promise<string>
  /**
   * Makes a guard for many pictures, which looks at each folder once and throws as `locate` does; the file itself is left to
   * whoever describes it, which takes nothing but plain files.
   */
  guardMany(): (id: string) => Promise<ImagePlace>
  /** Returns the folder of a stage of a generation, made when it is missing. */
  open(generation: string, stage: Stage, options?: { create?: boolean }): Promise<string>
}

/** Guards the folder `root`. */
export function createPlaces(root: string): Places {
  return {
    async locate(id) {
      parse(ImageId, id, 'Image')
      if (!isPictureName(placeOf(id).name)) throw missing(id)
      const path = await realInside(root, id)
      await refuseLinks(root, id)
      if (!(await statFile(path))) throw missing(id)
      return path
    },

    guardMany() {
      const folders = new Map<string, Promise<void>>()
      const guard = async (folder: string) => {
        await realInside(root, folder)
        await refuseLinks(root, folder)
      }
      return async (id) => {
        const place = placeOf(parse(ImageId, id, 'Image'))
        if (!isPictureName(place.name)) throw missing(id)
        inside(root, id)
        const folder = id.slice(0, id.lastIndexOf('/'))
        const known = folders.get(folder) ?? guard(folder)
        folders.set(folder, known)
        await known
        return place
      }
    },

    async open(generation, stage, { create = false } = {}) {
      parse(GenerationId, generation, 'Generation')
      if (create) await mkdir(inside(root, generation), { recursive: true })
      await realInside(root, generation)
      await refuseLinks(root, generation)
      if (stage === 'raw') return join(root, generation)

      const name = `${generation}/${stage}`
      await mkdir(join(root, generation, stage), { recursive: true })
      await realInside(root, name)
      await refuseLinks(root, name)
      return join(root, generation, stage)
    },
  }
}

/** Links inside the library lead nowhere bad, but one picture under two ids would be moved by one and lost to the other. */
async function refuseLinks(root: string, name: string): Promise<void> {
  const parts = name.split('/')
  for (let depth = 1; depth <= parts.length; depth++) {
    const part = parts.slice(0, depth).join('/')
    if ((await lstat(join(root, part))).isSymbolicLink()) {
      throw new AppError('forbidden', `${part} is a link; the library holds only files of its own.`)
    }
  }
}

function missing(id: string): AppError {
  return new AppError('not_found', `There is no picture ${id}.`)
}
