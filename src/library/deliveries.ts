import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { AppError, invalid } from '../core/errors.ts'
import { copyWhole, exists, flush, moveFile, writeWhole } from '../core/files.ts'
import { type ImagePlace, idOf, placeOf, stemOf } from '../core/ids.ts'
import { statFile, versionOf } from './file-version.ts'
import type { Folders, Views } from './folders.ts'
import { fold } from './names.ts'
import type { Places } from './places.ts'
import type { Selection } from './selection.ts'
import { sourceOf } from './sidecar-lookup.ts'
import { type JsonObject, sidecarText } from './sidecar-text.ts'
import { readExactFile, type Sidecars } from './sidecars.ts'

/** What is done to an enlarged picture when it is made ready to leave. */
export interface Deliveries {
  /**
   * Gives an enlarged picture another name, and its sidecar with it; the selection goes along. Returns its new id.
   *
   * It still knows which picture it was made from and how it is described, and `facts` are noted beside it before it
   * has its new name. A sidecar that cannot be read goes along as it is. Throws `conflict` when the name is taken.
   */
  rename(id: string, name: string, facts?: JsonObject): Promise<string>
  /** Notes facts in the sidecar beside a picture, made when there is none; its description is not touched. */
  note(id: string, facts: JsonObject): Promise<void>
  /** Returns what the sidecar beside a picture says, whether it describes it or not; nothing where there is none to read. */
  noted(id: string): Promise<JsonObject>
  /**
   * Lets `work` change a copy of a picture, and puts that in its place when it says that it did.
   *
   * Returns what it said, and the file's version before and after. A crash leaves the picture as it was. Throws
   * `conflict` when somebody else changed it meanwhile.
   */
  rewrite<Result extends { state: string }>(
    id: string,
    work: (copy: string) => Promise<Result>,
  ): Promise<{ result: Result; versions: Versions }>
}

/** What a file was, and what it is. */
export interface Versions {
  before: string
  after: string
}

interface Deps {
  root: string
  folders: Folders
  places: Places
  sidecars: Sidecars
  selection: Pick<Selection, 'rename'>
  /** Where unfinished files lie, on the disk of the library. */
  workFolder: () => string
}

/** Makes the part of the library that readies pictures for delivery. */
export function createDeliveries({
  root,
  folders,
  places,
  sidecars,
  selection,
  workFolder,
}: Deps): Deliveries {
  async function rename(id: string, name: string, facts: JsonObject = {}): Promise<string> {
    const place = placeOf(id)
    if (place.stage !== 'upscaled') throw invalid('image', 'an enlarged picture', id)
    const path = await places.locate(id)
    const to = { ...place, name }
    const target = join(root, ...idOf(to).split('/'))
    if (await exists(target)) throw new AppError('conflict', `There is a file ${idOf(to)} already.`)
    const views = folders.views()
    const view = await views(place.generation, place.stage)
    const before = view.sidecarOf(place.name)
    const folder = join(root, place.generation, place.stage)
    const sidecar = join(folder, `${stemOf(name)}.json`)
    // first the sidecar: once the picture shows under its new name, all that is known about it is there
    if (before && 'problem' in (await readExactFile(join(folder, before)))) {
      if (fold(before) !== fold(`${stemOf(name)}.json`)) await copyWhole(join(folder, before), sidecar)
    } else {
      const object = { ...(await descriptionOf(place, views)), ...facts }
      if (Object.keys(object).length > 0) await writeWhole(sidecar, sidecarText(object))
    }
    await moveFile(path, target)
    const isAlone = view.sameStem(place.name).every((other) => other === place.name)
    if (before && isAlone && fold(before) !== fold(`${stemOf(name)}.json`)) {
      await rm(join(folder, before), { force: true })
    }
    await selection.rename(id, idOf(to))
    return idOf(to)
  }

  /** What must lie beside the picture once its name leads to nothing any more. */
  async function descriptionOf(place: ImagePlace, views: Views): Promise<JsonObject> {
    const view = await views(place.generation, place.stage)
    const own = view.sidecarOf(place.name)
    const beside = own ? await objectAt(join(root, place.generation, place.stage, own)) : {}
    if (sourceOf(await sidecars.beside(place, views))) return beside
    const [raw] = (await views(place.generation, 'raw')).sameStem(place.name)
    if (raw) return { ...beside, source: idOf({ ...place, stage: 'raw', name: raw }) }
    const { path, sidecar } = await sidecars.lookup(place, views)
    return path && sidecar ? { ...(await objectAt(join(root, ...path.split('/')))), ...beside } : beside
  }

  async function rewrite<Result extends { state: string }>(
    id: string,
    work: (copy: string) => Promise<Result>,
  ): Promise<{ result: Result; versions: Versions }> {
    const path = await places.locate(id)
    const folder = workFolder()
    const copy = join(folder, `${randomUUID()}${extname(path)}`)
    await mkdir(folder, { recursive: true })
    try {
      const before = await versionAt(path)
      await copyFile(path, copy)
      const result = await work(copy)
      if (result.state !== 'written') return { result, versions: { before, after: before } }
      if ((await versionAt(path)) !== before) {
        throw new AppError('conflict', `${id} was changed meanwhile, so it was left as it is now. Try again.`)
      }
      await flush(copy)
      const after = await versionAt(copy)
      await moveFile(copy, path)
      return { result, versions: { before, after } }
    } finally {
      await rm(copy, { force: true })
    }
  }

  return {
    rename,
    rewrite,
    async noted(id) {
      await places.locate(id)
      return (await sidecars.beside(placeOf(id)))?.sidecar?.raw ?? {}
    },
    async note(id, facts) {
      await places.locate(id)
      await sidecars.note(placeOf(id), facts)
    },
  }
}

async function objectAt(path: string): Promise<JsonObject> {
  const read = await readExactFile(path)
  return 'object' in read ? read.object : {}
}

async function versionAt(path: string): Promise<string> {
  const stats = await statFile(path)
  return stats ? versionOf(stats) : ''
}
