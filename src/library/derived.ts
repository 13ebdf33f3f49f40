import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { AppError, invalid } from '../core/errors.ts'
import { exists, freeName, isPlainName, moveFile, writeWhole } from '../core/files.ts'
import { idOf, placeOf, type Stage, stemOf } from '../core/ids.ts'
import { statFile } from './file-version.ts'
import type { Folders } from './folders.ts'
import { isPictureName } from './names.ts'
import type { Places } from './places.ts'
import { factsOf } from './sidecar.ts'
import { type SidecarFinder, sourceOf } from './sidecar-lookup.ts'
import { type JsonObject, sidecarText } from './sidecar-text.ts'
import { readExactFile } from './sidecars.ts'

/** The stages that pictures are derived into. */
export type DerivedStage = Exclude<Stage, 'raw'>

/** A finished picture on its way into the library. */
export interface DerivedPicture {
  /** The id of the picture it was made from. */
  source: string
  stage: DerivedStage
  name: string
  /** The finished file; it is moved. */
  file: string
  /** How it was made, under the name of its stage (`upscaled: { model, ... }`); goes into the sidecar beside it. */
  facts?: Record<string, unknown>
}

/** A picture that was derived from another, and what was noted about how. */
export interface Derivation {
  id: string
  facts: Record<string, unknown>
}

/** Places derived pictures and finds them again. */
export interface Derived {
  /**
   * Moves a finished picture to its place, with a copy of its source's sidecar beside it, and returns its id.
   *
   * Whatever is at that place is replaced, whether it came from the same source or not, and goes to the
   * trash with its sidecar unless it is the same byte for byte. A sidecar of the source that cannot be
   * read keeps nothing from being placed: then only `source` and `facts` are written beside the picture.
   */
  place(picture: DerivedPicture): Promise<string>
  /** Returns what was derived from a picture, as the sidecars beside the derived ones tell. */
  of(source: string, stage: DerivedStage): Promise<Derivation[]>
  /** Says that folders changed, so what was read a moment ago counts no more. */
  forget(): void
}

interface Deps {
  root: string
  folders: Folders
  places: Places
  sidecars: SidecarFinder
  /** Moves a picture and its sidecar to the trash. */
  discard: (id: string) => Promise<unknown>
  log: Logger
}

/** How long an index of sources may be used again: a job that asks for each of 2,000 pictures must not read 2,000 files each time. */
const INDEX_MS = 1000

/** Makes the part of the library that knows which picture came from which. */
export function createDerived({ root, folders, places, sidecars, discard, log }: Deps): Derived {
  const oneAtATime = pLimit(1)
  const indexes = new Map<string, { at: number; bySource: Promise<Map<string, Derivation[]>> }>()

  async function place({ source, stage, name, file, facts = {} }: DerivedPicture): Promise<string> {
    if (!isPlainName(name) || name.startsWith('.') || !isPictureName(name)) {
      throw invalid('name', 'the file name of a picture', name)
    }
    await places.locate(source)
    if (!(await statFile(file))) throw new AppError('not_found', `There is no finished picture at ${file}.`)
    const place = { ...placeOf(source), stage, name }
    const folder = await places.open(place.generation, stage)
    const target = join(folder, name)
    const view = await folders.views()(place.generation, stage)
    const path = join(folder, view.sidecarOf(name) ?? `${stemOf(name)}.json`)

    const copied = await sourceObject(source)
    const kept = await keptObject(path, source)
    if ((await exists(target)) && !(await sameContent(file, target))) await discard(idOf(place))
    if (!kept && (await exists(path))) await putAside(path)
    // the sidecar first: once the picture shows, all that is known about it is there
    await writeWhole(path, sidecarText({ ...copied, ...missingIn(copied, kept ?? {}), source, ...facts }))
    await moveFile(file, target)
    return idOf(place)
  }

  async function sourceObject(source: string): Promise<JsonObject> {
    const { path, problem } = await sidecars.lookup(placeOf(source))
    if (path === null) return {}
    const read = problem === null ? await readExactFile(join(root, ...path.split('/'))) : { problem }
    if ('object' in read) return read.object
    log.warn(
      { path, problem: read.problem },
      'A sidecar cannot be read, so it is not copied beside the derived picture',
    )
    return {}
  }

  /** Returns what the sidecar at the place says so far, unless it is another picture's or cannot be read. */
  async function keptObject(path: string, source: string): Promise<JsonObject | undefined> {
    if (!(await statFile(path))) return {}
    const read = await readExactFile(path)
    if (!('object' in read)) return undefined
    return read.object.source === undefined || read.object.source === source ? read.object : undefined
  }

  async function putAside(path: string): Promise<void> {
    const aside = await freeName(`${path}.old`, exists)
    await moveFile(path, aside)
    log.warn({ path, aside }, 'A sidecar that is of no use to the new picture was put aside')
  }

  async function indexOf(generation: string, stage: DerivedStage): Promise<Map<string, Derivation[]>> {
    const bySource = new Map<string, Derivation[]>()
    const views = folders.views()
    const { pictures } = await views(generation, stage)
    const files = await pLimit(16).map(pictures, (name) =>
      sidecars.beside({ generation, stage, name }, views),
    )
    for (const [index, name] of pictures.entries()) {
      const beside = files[index]
      const source = sourceOf(beside)
      if (!source || !beside?.sidecar) continue
      const list = bySource.get(idOf(source)) ?? []
      list.push({ id: idOf({ generation, stage, name }), facts: factsOf(beside.sidecar) })
      bySource.set(idOf(source), list)
    }
    return bySource
  }

  function lately(generation: string, stage: DerivedStage): Promise<Map<string, Derivation[]>> {
    const key = `${generation}/${stage}`
    const before = indexes.get(key)
    if (before && Date.now() - before.at < INDEX_MS) return before.bySource
    const bySource = indexOf(generation, stage)
    indexes.set(key, { at: Date.now(), bySource })
    return bySource
  }

  return {
    place: (picture) => oneAtATime(place, picture),
    of: async (source, stage) => (await lately(placeOf(source).generation, stage)).get(source) ?? [],
    forget: () => indexes.clear(),
  }
}

function missingIn(object: JsonObject, other: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(other).filter(([key]) => !(key in object)))
}

async function sameContent(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([statFile(a), statFile(b)])
  if (!first || !second || first.size !== second.size) return false
  const other = createReadStream(b, { highWaterMark: 65_536 })[Symbol.asyncIterator]()
  for await (const chunk of createReadStream(a, { highWaterMark: 65_536 })) {
    const { value } = await other.next()
    if (!Buffer.isBuffer(chunk) || !Buffer.isBuffer(value) || !chunk.equals(value)) {
      await other.return?.()
      return false
    }
  }
  return true
}
