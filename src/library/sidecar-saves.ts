import { SIDECAR_FIELDS, type Sidecar, type SidecarChanges } from './sidecar.ts'
import { type Collision, mergeChanges, sameValue } from './sidecar-merge.ts'
import type { Sidecars } from './sidecars.ts'

/** Changes, and the state that whoever made them had before their eyes. */
export interface SaveRequest {
  changes: SidecarChanges
  /** The version the changes were made to; without it they are written whatever the file says by now. */
  version?: string | undefined
  /** What the changed fields held then; without it, any change of somebody else's is an obstacle. */
  base?: SidecarChanges | undefined
}

/** What became of a save: it is in the file, or nothing is because somebody else changed the same. */
export interface SaveResult {
  saved: boolean
  /** What the file says now. */
  sidecar: Sidecar | null
  version: string
  collisions: Collision[]
}

/**
 * Makes the function that saves what was made to an older state of a sidecar.
 *
 * All changes are written or none: half a save that asks about the other half would leave the reader in doubt.
 */
export function createSaves({ change }: Pick<Sidecars, 'change'>) {
  return async (id: string, { changes, version, base }: SaveRequest): Promise<SaveResult> => {
    let collisions: Collision[] = []
    let saved = true
    const opened = await change(id, (present) => {
      if (version === undefined || version === present.version) return changes
      const merge = mergeChanges(present.sidecar, changes, base ?? {})
      collisions = base ? merge.collisions : differing(present.sidecar, changes)
      saved = base !== undefined && collisions.length === 0
      return saved && Object.keys(merge.changes).length > 0 ? merge.changes : null
    })
    return { saved, sidecar: opened.sidecar, version: opened.version, collisions }
  }
}

function differing(present: Sidecar | null, changes: SidecarChanges): Collision[] {
  return SIDECAR_FIELDS.flatMap((field) => {
    const [mine, theirs] = [changes[field], present?.[field] ?? null]
    return mine === undefined || sameValue(mine, theirs) ? [] : [{ field, mine, theirs }]
  })
}
