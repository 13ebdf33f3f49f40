import { type ImagePlace, idOf, placeOf } from '../core/ids.ts'
import type { Derived } from './derived.ts'
import type { Views } from './folders.ts'
import { fold } from './names.ts'
import type { Describe } from './pictures.ts'
import { type SidecarFinder, sourceOf } from './sidecar-lookup.ts'
import type { Submitted } from './submitted.ts'

/** What is left to do about a picture: pictures can be narrowed to each, and to several at once. */
export const FILTERS = ['no_sidecar', 'findings', 'not_upscaled', 'not_submitted'] as const

export type ImageFilter = (typeof FILTERS)[number]

/** Tells whether something is left to do about the picture at a place. */
type Test = (place: ImagePlace, views: Views) => Promise<boolean>

interface Deps {
  describe: Describe
  sidecars: SidecarFinder
  derived: Pick<Derived, 'of'>
  submitted: Submitted
  /** What became of pictures at agencies, by their ids: `out` while one has it or took it, `back` when all refused it. */
  standing: () => Promise<ReadonlyMap<string, Standing>>
}

/** Whether a picture is out at an agency, or came back from it. */
export type Standing = 'out' | 'back'

/** Makes the tests of all filters. */
export function createFilters({
  describe,
  sidecars,
  derived,
  submitted,
  standing,
}: Deps): Record<ImageFilter, Test> {
  /** Asked once for the length of one question. */
  const standings = new WeakMap<Views, ReturnType<Deps['standing']>>()

  /** Returns the names of what was enlarged from a picture; of an enlarged one, its own. */
  async function upscaledFrom(place: ImagePlace, views: Views): Promise<string[]> {
    if (place.stage === 'upscaled') return [place.name]
    const source = place.stage === 'processed' ? sourceOf(await sidecars.beside(place, views)) : undefined
    const known = await derived.of(idOf(source ?? place), 'upscaled')
    if (known.length > 0) return known.map(({ id }) => placeOf(id).name)
    // files that other tools put there name no source; the same name means the same picture
    const names: string[] = []
    for (const name of (await views(place.generation, 'upscaled')).sameStem(place.name)) {
      const beside = await sidecars.beside({ ...place, stage: 'upscaled', name }, views)
      if (!sourceOf(beside)) names.push(name)
    }
    return names
  }

  /** Returns what became of a picture, and of what was enlarged from it. */
  async function standingOf(ids: readonly string[], views: Views): Promise<Standing | undefined> {
    const asked = standings.get(views) ?? standing()
    standings.set(views, asked)
    const known = await asked
    const found = ids.map((id) => known.get(id))
    return found.find((one) => one === 'out') ?? found.find((one) => one !== undefined)
  }

  return {
    no_sidecar: async (place, views) => (await sidecars.lookup(place, views)).sidecar === null,
    async findings(place, views) {
      const found = await describe(place, views)
      if (!found) return false
      const { issues, findings } = found.image
      return issues.length + findings.warn + findings.block > 0
    },
    not_upscaled: async (place, views) =>
      place.stage === 'raw' && (await upscaledFrom(place, views)).length === 0,
    async not_submitted(place, views) {
      const [names, done] = await Promise.all([
        upscaledFrom(place, views),
        submitted(place.generation, views),
      ])
      const ids = names.map((name) => idOf({ ...place, stage: 'upscaled', name }))
      const ledger = await standingOf([idOf(place), ...ids], views)
      return ledger === undefined ? !names.some((name) => done.has(fold(name))) : ledger === 'back'
    },
  }
}
