import type { Pieces } from '../../core/pieces.ts'
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
export function* scenesOf(scenes: readonly Scene[]): Pieces<number[][]> {
  const groups = createGroups(scenes.length)
  const join = (pairs: Iterable<[number, number]>) => {
    for (const [a, b] of pairs) groups.join(a, b)
  }
  // whole batches may share a look or their words: comparing each with each would take for ever
  const byLook = yield* classesOf(scenes, ({ fingerprint }) => fingerprint)
  const byWords = yield* classesOf(scenes, ({ words }) =>
    words.size < 4 ? null : [...words].sort().join(' '),
  )
  join(sameOf(byLook))
  join(sameOf(byWords))
  join(yield* akin(scenes, byLook))
  join(yield* sayingTheSame(scenes, byWords))
  return groups.all().filter((group) => group.length > 1)
}

/** Returns, for each picture that shows a scene which some of `others` show, the places of those. */
export function* likeOthers(
  scenes: readonly Scene[],
  others: readonly Scene[],
): Pieces<Map<number, number[]>> {
  const like = new Map<number, number[]>()
  for (const group of yield* scenesOf([...scenes, ...others])) {
    const theirs = group.filter((place) => place >= scenes.length).map((place) => place - scenes.length)
    if (theirs.length === 0) continue
    for (const own of group) if (own < scenes.length) like.set(own, theirs)
  }
  return like
}

/** Of pictures that are the same in look or words, each is paired with the next. */
function* sameOf(classes: readonly number[][]): Generator<[number, number]> {
  for (const members of classes) {
    for (const [index, place] of members.entries()) {
      const next = members[index + 1]
      if (next !== undefined) yield [place, next]
    }
  }
}

function* akin(scenes: readonly Scene[], byLook: readonly number[][]): Pieces<[number, number][]> {
  const looks = firsts(byLook).map((n) => scenes[n]?.fingerprint ?? null)
  const found: [number, number][] = []
  for (const { a, b, distance } of yield* nearPairs(looks, ALIKE.kin)) {
    yield
    found.push(...kin(scenes, { a: byLook[a] ?? [], b: byLook[b] ?? [], distance }))
  }
  return found
}

function* sayingTheSame(scenes: readonly Scene[], byWords: readonly number[][]): Pieces<[number, number][]> {
  const words = firsts(byWords).map((n) => scenes[n]?.words ?? new Set<string>())
  const pairs = yield* wordPairs(words, ALIKE.words)
  return pairs.map(({ a, b }) => [byWords[a]?.[0] ?? 0, byWords[b]?.[0] ?? 0])
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

function* classesOf(scenes: readonly Scene[], keyOf: (scene: Scene) => string | null): Pieces<number[][]> {
  const classes = new Map<string, number[]>()
  for (const [place, scene] of scenes.entries()) {
    yield
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
