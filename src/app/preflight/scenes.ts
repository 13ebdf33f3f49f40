import type { Fingerprint } from '../../imaging/fingerprint.ts'
import { nearPairs } from '../../imaging/near-fingerprints.ts'
import { overlapOf, wordPairs } from '../../metadata/word-overlap.ts'

/** A picture as the guard compares it. */
export interface Scene {
  id: string
  /** Null while its pixels were not looked at. */
  fingerprint: Fingerprint | null
  /** The stems of its words. */
  words: ReadonlySet<string>
}

/**
 * How alike two pictures must be. Near copies (flips, crops, other light, another size) lie up to 8 bits apart, strangers
 * about 32; between the two, words decide. The same words alone make the same scene, too: one prompt drawn again.
 */
const ALIKE = { copies: 8, kin: 14, kinWords: 0.4, words: 0.85 }

/** Returns the groups of pictures that show one scene, each connected by likeness, by their places in the list; the largest first. */
export function scenesOf(scenes: readonly Scene[]): number[][] {
  const groups = createGroups(scenes.length)
  for (const [a, b] of alikePairs(scenes)) groups.join(a, b)
  return groups.all().filter((group) => group.length > 1)
}

/** Returns, for each picture that shows a scene which some of `others` show, the places of those. */
export function likeOthers(scenes: readonly Scene[], others: readonly Scene[]): Map<number, number[]> {
  const like = new Map<number, number[]>()
  for (const group of scenesOf([...scenes, ...others])) {
    const theirs = group.filter((place) => place >= scenes.length).map((place) => place - scenes.length)
    if (theirs.length === 0) continue
    for (const own of group) if (own < scenes.length) like.set(own, theirs)
  }
  return like
}

/** Pairs of places that show one scene; of pictures that are the same in look or words, each is paired with the next. */
function* alikePairs(scenes: readonly Scene[]): Generator<[number, number]> {
  // whole batches may share a look or their words: comparing each with each would take for ever
  const byLook = classesOf(scenes, ({ fingerprint }) => fingerprint)
  const byWords = classesOf(scenes, ({ words }) => (words.size < 4 ? null : [...words].sort().join(' ')))
  for (const classes of [byLook, byWords]) {
    for (const members of classes) {
      for (const [index, place] of members.entries()) {
        const next = members[index + 1]
        if (next !== undefined) yield [place, next]
      }
    }
  }
  for (const { a, b, distance } of nearPairs(
    firsts(byLook).map((n) => scenes[n]?.fingerprint ?? null),
    ALIKE.kin,
  )) {
    yield* kin(scenes, { a: byLook[a] ?? [], b: byLook[b] ?? [], distance })
  }
  for (const { a, b } of wordPairs(
    firsts(byWords).map((n) => scenes[n]?.words ?? new Set()),
    ALIKE.words,
  )) {
    yield [byWords[a]?.[0] ?? 0, byWords[b]?.[0] ?? 0]
  }
}

/** So many pictures of one look are asked for their words. */
const ASKED = 8

function* kin(
  scenes: readonly Scene[],
  { a, b, distance }: { a: number[]; b: number[]; distance: number },
): Generator<[number, number]> {
  for (const one of a.slice(0, ASKED)) {
    for (const other of b.slice(0, ASKED)) {
      const [first, second] = [scenes[one], scenes[other]]
      if (!first || !second) continue
      if (distance > ALIKE.copies && overlapOf(first.words, second.words) < ALIKE.kinWords) continue
      yield [one, other]
    }
  }
}

function classesOf(scenes: readonly Scene[], keyOf: (scene: Scene) => string | null): number[][] {
  const classes = new Map<string, number[]>()
  for (const [place, scene] of scenes.entries()) {
    const key = keyOf(scene)
    if (key === null) continue
    const members = classes.get(key)
    if (members) members.push(place)
    else classes.set(key, [place])
  }
  return [...classes.values()]
}

function firsts(classes: readonly number[][]): number[] {
  return classes.map(([first = 0]) => first)
}

/** Joins places into groups (R. E. Tarjan, union by halving paths, 1975). */
function createGroups(count: number) {
  const parents = Int32Array.from({ length: count }, (_, place) => place)

  function rootOf(place: number): number {
    let at = place
    while (parents[at] !== at) {
      const parent = parents[at] ?? at
      parents[at] = parents[parent] ?? parent
      at = parents[at] ?? at
    }
    return at
  }

  return {
    join(a: number, b: number): void {
      const [first, second] = [rootOf(a), rootOf(b)]
      // the lowest place stands for a group, so that the order of joining makes no difference
      if (first < second) parents[second] = first
      else parents[first] = second
    },
    all(): number[][] {
      const groups = Map.groupBy(parents.keys(), rootOf)
      return [...groups.values()].sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))
    },
  }
}
