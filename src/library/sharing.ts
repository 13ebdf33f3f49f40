import { type ImagePlace, idOf, placeOf } from '../core/ids.ts'
import type { Derived, DerivedStage } from './derived.ts'
import type { Views } from './folders.ts'
import { sameDescription } from './sidecar.ts'
import type { SidecarFile, SidecarFinder } from './sidecar-lookup.ts'

interface Deps {
  sidecars: Pick<SidecarFinder, 'besideNow'>
  derived: Pick<Derived, 'of'>
}

/** Tells whether a picture's sidecar is needed by others once the picture has gone. */
export type IsShared = (place: ImagePlace, views: Views, gone: ReadonlySet<string>) => Promise<boolean>

/**
 * Makes the test whether a sidecar is needed by others; `gone` are the ids that are no others any more.
 *
 * Others are pictures of the same stem in the same folder, and, for the sidecar of a raw picture, those
 * derived from it that have no copy beside them or an older one: the root's is the truth about them.
 */
export function createSharing({ sidecars, derived }: Deps): IsShared {
  async function derivedFrom(place: ImagePlace, stage: DerivedStage, views: Views): Promise<string[]> {
    const { generation, name } = place
    const sameStem = (await views(generation, stage)).sameStem(name)
    const known = await derived.of(idOf(place), stage)
    return [
      ...new Set([
        ...sameStem.map((one) => idOf({ generation, stage, name: one })),
        ...known.map(({ id }) => id),
      ]),
    ]
  }

  async function leansOn(truth: SidecarFile | undefined, id: string, views: Views): Promise<boolean> {
    const beside = await sidecars.besideNow(placeOf(id), views)
    if (!beside?.sidecar || !truth?.sidecar) return true
    return !sameDescription(beside.sidecar, truth.sidecar)
  }

  return async (place, views, gone) => {
    const alike = (await views(place.generation, place.stage)).sameStem(place.name)
    if (alike.some((name) => name !== place.name && !gone.has(idOf({ ...place, name })))) return true
    if (place.stage !== 'raw') return false
    const truth = await sidecars.besideNow(place, views)
    for (const stage of ['processed', 'upscaled'] as const) {
      for (const id of await derivedFrom(place, stage, views)) {
        if (!gone.has(id) && (await leansOn(truth, id, views))) return true
      }
    }
    return false
  }
}
