import { SIDECAR_FIELDS, type Sidecar, type SidecarChanges } from './sidecar.ts'

/** A field that two writers changed into different things. */
export interface Collision {
  field: keyof SidecarChanges
  /** What whoever saves wants; null takes the field out. */
  mine: unknown
  /** What the file says now; null when it says nothing. */
  theirs: unknown
}

/** What of somebody's changes can be written, and what needs a decision. */
export interface Merge {
  changes: SidecarChanges
  collisions: Collision[]
}

/**
 * Lays changes that were made to an older state of a sidecar over its present state.
 *
 * `base` says what the changed fields held when the changing began. A field that still holds that may be
 * written; one that holds what is wanted by now needs nothing; any other has been changed by somebody else.
 */
export function mergeChanges(present: Sidecar | null, changes: SidecarChanges, base: SidecarChanges): Merge {
  const merge: Merge = { changes: {}, collisions: [] }
  for (const field of SIDECAR_FIELDS) {
    const mine = changes[field]
    const theirs = present?.[field] ?? null
    if (mine === undefined || sameValue(theirs, mine)) continue
    if (sameValue(theirs, base[field])) Object.assign(merge.changes, { [field]: mine })
    else merge.collisions.push({ field, mine, theirs })
  }
  return merge
}

/** Tells whether two values of a field say the same: nothing is nothing, whether empty, false or not there. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b))
}

function plain(value: unknown): unknown {
  if (value === undefined || value === '' || value === false) return null
  if (typeof value === 'number') return String(value) // a seed may be either
  return Array.isArray(value) && value.length === 0 ? null : value
}
