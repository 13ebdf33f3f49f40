import { z } from 'zod'
import type { BoardModel, Card } from './board.ts'

/** What a page shows already, so that only the rest need be sent. */
export const Seen = z.object({
  /** `key.stamp` of each card of the drafts, in order, spaces between. */
  cards: z.string().max(1_000_000).transform(cardsSeen),
  /** The number in the heading of the drafts. */
  total: z.coerce.number().int().catch(-1),
  /** Where the next stretch of cards is. */
  more: z.string().max(4000).default(''),
  trash: z.string().max(100).default(''),
  selection: z.string().max(100).default(''),
  generations: z.string().max(100).default(''),
})

export type Seen = z.output<typeof Seen>

/** What to do to a page that it shows what is. */
export interface Patch {
  removed: string[]
  changed: Card[]
  /** New cards, behind the card with this key; at the beginning without one. */
  inserted: { behind: string | null; cards: Card[] }[]
  more: { isThere: boolean; next: string | null } | null
  trash: boolean
  selection: boolean
  generations: boolean
  board: BoardModel
}

/** Compares what is with what a page shows; null when there is no difference. */
export function patchOf(board: BoardModel, seen: Seen): Patch | null {
  const { cards, next } = board.drafts
  const kept = keptOf(cards, seen.cards)
  const stamps = new Map(seen.cards.map(({ key, stamp }) => [key, stamp]))
  const patch: Patch = {
    removed: seen.cards.filter(({ key }) => !kept.has(key)).map(({ key }) => key),
    changed: cards.filter(({ key, stamp }) => kept.has(key) && stamps.get(key) !== stamp),
    inserted: runsOf(cards, kept),
    more: (next ?? '') === seen.more ? null : { isThere: seen.more !== '', next },
    trash: board.stamps.trash !== seen.trash,
    selection: board.stamps.selection !== seen.selection,
    generations: board.stamps.generations !== seen.generations,
    board,
  }
  const { removed, changed, inserted, more, trash, selection, generations } = patch
  const isSame = removed.length + changed.length + inserted.length === 0 && board.draftsTotal === seen.total
  return isSame && !more && !trash && !selection && !generations ? null : patch
}

function cardsSeen(text: string): { key: string; stamp: string }[] {
  return text.split(' ').flatMap((one) => {
    const [key = '', stamp = ''] = one.split('.')
    return key === '' ? [] : [{ key, stamp }]
  })
}

/** Returns the keys of the cards that may stay where they are: as many as are in the right order already. */
function keptOf(cards: readonly Card[], seen: Seen['cards']): Set<string> {
  const placeOf = new Map(cards.map(({ key }, place) => [key, place]))
  const times = Map.groupBy(seen, ({ key }) => key)
  const there = seen.flatMap(({ key }) => {
    const place = placeOf.get(key)
    return place === undefined || times.get(key)?.length !== 1 ? [] : [{ key, place }]
  })
  return new Set(rising(there).map(({ key }) => key))
}

/** Returns a longest subsequence whose places rise (patience sorting). */
function rising<Item extends { place: number }>(items: readonly Item[]): Item[] {
  const before = new Map<Item, Item | undefined>()
  const ends: Item[] = []
  for (const item of items) {
    const at = ends.findLastIndex(({ place }) => place < item.place) + 1
    before.set(item, ends[at - 1])
    ends[at] = item
  }
  const found: Item[] = []
  for (let item = ends.at(-1); item; item = before.get(item)) found.unshift(item)
  return found
}

/** Gathers the cards that are not kept into runs, each behind the kept one before it. */
function runsOf(cards: readonly Card[], kept: ReadonlySet<string>): Patch['inserted'] {
  const runs: Patch['inserted'] = []
  let behind: string | null = null
  let run: Card[] | undefined
  for (const card of cards) {
    if (kept.has(card.key)) {
      behind = card.key
      run = undefined
    } else if (run) {
      run.push(card)
    } else {
      run = [card]
      runs.push({ behind, cards: run })
    }
  }
  return runs
}
