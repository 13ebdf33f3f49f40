import type { Stats } from 'node:fs'
import { join } from 'node:path'
import { type ImagePlace, idOf, type Stage } from '../core/ids.ts'
import { statFile, versionOf } from './file-version.ts'
import type { Views } from './folders.ts'
import type { FactsOf, PictureFacts } from './picture-facts.ts'
import type { Settling } from './settling.ts'
import { type SidecarFile, type SidecarFinder, type SidecarLookup, sourceOf } from './sidecar-lookup.ts'
import { isObject } from './sidecar-text.ts'

/** A picture of the library as pages and programs see it. */
export interface Image {
  id: string
  generation: string
  stage: Stage
  name: string
  /** Pixels; 0 when the file holds no picture. */
  width: number
  height: number
  bytes: number
  /** ISO time. */
  modified: string
  /** What the content is, whatever the name says; null when it is no picture. */
  mime: string | null
  /** Whether a sidecar describes it. */
  has_json: boolean
  title: string | null
  /** The picture it was derived from, when that is known. */
  source: string | null
  /** What enlarged it, from the sidecar beside it; the built-in model is not Real-ESRGAN. */
  model: string | null
  /** What is wrong with it, in sentences. */
  issues: string[]
  /** How many rules its file and its words break, as far as that can be told without its pixels. */
  findings: FindingCounts
  /** Changes with the file. */
  version: string
}

/** How many findings there are: those to be heeded, and those that keep a picture from being submitted. */
export interface FindingCounts {
  warn: number
  block: number
}

/** Counts what a picture's file and words break; other rooms know the rules. It is asked often, so it must remember. */
export type CountFindings = (picture: UnjudgedImage, lookup: SidecarLookup) => FindingCounts

/** A picture before it is judged. */
export type UnjudgedImage = Omit<Image, 'findings'>

/** A picture as it was found, with what only some callers need. */
export interface FoundPicture {
  image: Image
  lookup: SidecarLookup
  /** True while somebody seems to be writing the file still. */
  isHeld: boolean
}

/** Describes the picture at a place, or returns undefined when no plain file is there. */
export type Describe = (place: ImagePlace, views: Views) => Promise<FoundPicture | undefined>

interface Deps {
  root: string
  factsOf: FactsOf
  sidecars: SidecarFinder
  /** For pictures, and for sidecars: a half-written one of either is no news yet. */
  settling: { pictures: Settling; sidecars: Settling }
  countFindings?: CountFindings | undefined
}

/** Makes the one description of a picture that every listing shares. */
export function createDescribe({ root, factsOf, sidecars, settling, countFindings }: Deps): Describe {
  async function problemsOf(lookup: SidecarLookup, beside: SidecarFile | undefined, besidePath: string) {
    const found = [
      ...(lookup.problem === null ? [] : [{ path: lookup.path ?? '', problem: lookup.problem }]),
      ...(beside?.problem === undefined ? [] : [{ path: besidePath, problem: beside.problem }]),
    ]
    const told: string[] = []
    for (const { path, problem } of new Map(found.map((one) => [one.path, one])).values()) {
      const file = join(root, ...path.split('/'))
      const stats = await statFile(file)
      if (stats && settling.sidecars.isYoung(path, file, stats)) continue
      told.push(`The sidecar ${path} cannot be read: ${problem}.`)
    }
    return told
  }

  return async (place, views) => {
    const id = idOf(place)
    const path = join(root, ...id.split('/'))
    const stats = await statFile(path)
    if (!stats) return undefined
    const [facts, lookup, beside] = await Promise.all([
      factsOf(path, stats),
      sidecars.lookup(place, views),
      place.stage === 'raw' ? undefined : sidecars.beside(place, views),
    ])
    const isHeld = !facts.complete && settling.pictures.isYoung(id, path, stats)
    if (facts.complete) settling.pictures.done(id)
    const besideName = (await views(place.generation, place.stage)).sidecarOf(place.name)
    const besidePath = idOf({ ...place, name: besideName ?? place.name })
    const issues = [...issuesOf(facts, isHeld), ...(await problemsOf(lookup, beside, besidePath))]
    const image = imageOf({ id, place, stats, facts, lookup, beside, issues })
    const findings = isHeld || !countFindings ? NONE : countFindings(image, lookup)
    return { image: { ...image, findings }, lookup, isHeld }
  }
}

const NONE: FindingCounts = { warn: 0, block: 0 }

interface Found {
  id: string
  place: ImagePlace
  stats: Stats
  facts: PictureFacts
  lookup: SidecarLookup
  beside: SidecarFile | undefined
  issues: string[]
}

function imageOf({ id, place, stats, facts, lookup, beside, issues }: Found): UnjudgedImage {
  const source = sourceOf(beside)
  return {
    ...{ id, ...place },
    ...(facts.ok ? { width: facts.width, height: facts.height } : { width: 0, height: 0 }),
    bytes: stats.size,
    modified: stats.mtime.toISOString(),
    mime: facts.ok ? facts.mime : null,
    has_json: lookup.sidecar !== null,
    title: lookup.sidecar?.title ?? null,
    source: source ? idOf(source) : null,
    model: modelOf(beside),
    issues,
    version: versionOf(stats),
  }
}

function modelOf(beside: SidecarFile | undefined): string | null {
  const upscaled = beside?.sidecar?.raw.upscaled
  return isObject(upscaled) && typeof upscaled.model === 'string' ? upscaled.model : null
}

function issuesOf(facts: PictureFacts, isHeld: boolean): string[] {
  if (isHeld) return ['The file is still being written.']
  if (!facts.ok) return [facts.problem]
  const cut = facts.complete ? [] : ['The file is cut short: it ends before the picture does.']
  return facts.pages > 1 ? [...cut, `The file holds ${facts.pages} pictures; only the first is used.`] : cut
}
