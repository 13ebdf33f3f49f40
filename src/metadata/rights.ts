import type { DescribedField, Finding, Fix, Level } from './findings.ts'
import { fold } from './fold.ts'
import { ARTISTS } from './rights/artists.ts'
import { BRAND_WORDS } from './rights/brand-words.ts'
import { BRANDS } from './rights/brands.ts'
import { CHARACTERS } from './rights/characters.ts'
import { type RightsEntry, type RightsKind, RULE_OF_KIND } from './rights/entry.ts'
import { LEISURE } from './rights/leisure.ts'
import { LOCAL_NAMES } from './rights/local-names.ts'
import { contextOf, createMatcher, isAmbiguous, type RightsHit } from './rights/matcher.ts'
import { PEOPLE } from './rights/people.ts'
import { BEHIND_NAME, PHRASES } from './rights/phrases.ts'
import { PLACES_AND_EVENTS } from './rights/places.ts'
import { PRODUCT_NAMES } from './rights/product-names.ts'
import { STAGE_PEOPLE } from './rights/stage-people.ts'
import { TECHNICAL_TABLE } from './rights/technical.ts'
import { VEHICLES } from './rights/vehicles.ts'
import { withoutSpan } from './title.ts'

/** The words about a picture that the rights firewall reads. */
export interface RightsText {
  title?: string | undefined
  keywords?: readonly string[] | undefined
  prompt?: string | undefined
}

/** A word of the user's own list, and why it is there. */
export interface OwnWord {
  term: string
  reason: string
}

/** What the user bars and allows besides the tables. */
export interface OwnLists {
  block: readonly OwnWord[]
  allow: readonly OwnWord[]
}

/** Where a kind matters; Adobe's page on cameras and content types is about titles and keywords, not about prompts. */
const ALWAYS_BLOCKS: ReadonlySet<RightsKind> = new Set([
  'artist',
  'style-of',
  'person',
  'character',
  'brand',
  'landmark',
  'agency',
  'news',
])

const TABLE = [
  ...PHRASES,
  ...ARTISTS,
  ...PEOPLE,
  ...STAGE_PEOPLE,
  ...CHARACTERS,
  ...BRANDS,
  ...VEHICLES,
  ...BRAND_WORDS,
  ...PRODUCT_NAMES,
  ...PLACES_AND_EVENTS,
  ...TECHNICAL_TABLE,
  ...LOCAL_NAMES,
  ...LEISURE,
]

let table: ReturnType<typeof createMatcher> | undefined
const own = new WeakMap<readonly OwnWord[], ReturnType<typeof createMatcher>>()

/** More are never delivered, and are blocked for their number. */
const MOST_KEYWORDS = 500

/**
 * Finds what must not be named in a title, among keywords or in a prompt: artists, reference phrases, real people,
 * characters, brands, landmarks, agencies, news, camera words, content types and words about AI.
 *
 * Sure hits block; ambiguous words warn, and only where what stands around them speaks for the protected meaning.
 * Camera words, content types and AI words count in titles and keywords alone. Findings about a title or keywords
 * carry a fix; a prompt is what the picture was made from, so it has none. `lists` holds the user's own words.
 */
export function checkRights(text: RightsText, lists?: OwnLists): Finding[] {
  const around = contextOf([text.title ?? '', ...(text.keywords ?? []), text.prompt ?? ''])
  const find = (words: string) => hitsIn(words, around, lists)
  const keywords = [...new Set(text.keywords)].slice(0, MOST_KEYWORDS)
  return [
    ...(text.title ? inTitles(text.title, find(text.title)) : []),
    ...keywords.flatMap((word) =>
      unique(find(word)).map((hit) => inKeywords(text.keywords ?? [], word, hit)),
    ),
    ...(text.prompt
      ? unique(find(text.prompt))
          .filter(countsInPrompt)
          .map((hit) => finding(hit, 'prompt'))
      : []),
  ]
}

/** Returns every hit in a text in its place, so that a page can mark it; camera and AI words are left out where the text is a prompt. */
export function findRights(text: string, lists?: OwnLists, isPrompt = false): RightsHit[] {
  const hits = hitsIn(text, contextOf([text]), lists)
  return isPrompt ? hits.filter(countsInPrompt) : hits
}

function hitsIn(text: string, around: ReturnType<typeof contextOf>, lists?: OwnLists): RightsHit[] {
  table ??= createMatcher(TABLE)
  const mine = lists && lists.block.length > 0 ? ownMatcher(lists.block).find(text, around) : []
  const found = withStyles(table.find(text, around), text)
  const usual = found.length > 0 && lists ? found.filter((hit) => !isAllowed(hit, lists.allow)) : found
  if (mine.length === 0) return usual
  const isOwn = (hit: RightsHit) => mine.some(({ start, end }) => hit.start < end && start < hit.end)
  return [...mine, ...usual.filter((hit) => !isOwn(hit))].sort((a, b) => a.start - b.start)
}

/** Whose style can be meant. */
const HAVE_STYLE: ReadonlySet<RightsKind> = new Set(['artist', 'person', 'character', 'brand'])

/** Adds the Korean phrases "in the style of", which stand behind the name. */
function withStyles(hits: RightsHit[], text: string): RightsHit[] {
  if (hits.length === 0 || !/스타일|풍/.test(text)) return hits
  const styles = hits.flatMap(({ entry, end }): RightsHit[] => {
    if (!HAVE_STYLE.has(entry.kind) || isAmbiguous(entry)) return []
    const [whole, found] = /^\s*((?:스타일|화풍|풍)(?:의|으로|로)?)(?!\p{L})/u.exec(text.slice(end)) ?? []
    if (whole === undefined || found === undefined) return []
    const last = end + whole.length
    return [{ entry: BEHIND_NAME, found, start: last - found.length, end: last }]
  })
  return [...hits, ...styles].sort((a, b) => a.start - b.start)
}

function isAllowed({ found, entry }: RightsHit, allow: readonly OwnWord[]): boolean {
  const words = [fold(found), fold(entry.term)]
  return allow.some(({ term }) => words.includes(fold(term)))
}

function ownMatcher(words: readonly OwnWord[]): ReturnType<typeof createMatcher> {
  const known = own.get(words)
  if (known) return known
  const entries = words.map(({ term, reason }) => ({
    ...{
      kind: 'own' as const,
      term,
      what: 'on your own list',
      spellings: [term],
      ...(reason && { why: reason }),
    },
  }))
  const matcher = createMatcher(entries)
  own.set(words, matcher)
  return matcher
}

function countsInPrompt({ entry }: RightsHit): boolean {
  return entry.kind === 'own' || ALWAYS_BLOCKS.has(entry.kind)
}

function unique(hits: readonly RightsHit[]): RightsHit[] {
  const seen = new Set<string>()
  return hits.filter(({ entry, found }) => {
    const key = `${entry.kind} ${fold(found)}`
    return !seen.has(key) && seen.add(key)
  })
}

const WHERE = { title: 'in the title', keywords: 'among the keywords', prompt: 'in the prompt' } as const

function finding(hit: RightsHit, field: keyof typeof WHERE, fixes: readonly Fix[] = []): Finding {
  const { entry, found } = hit
  const verb = isAmbiguous(entry) && (entry.needs || entry.beside) ? 'may be' : 'is'
  return {
    rule: RULE_OF_KIND[entry.kind],
    level: levelOf(entry),
    message: `"${found}" ${WHERE[field]} ${verb} ${entry.what}${entry.why ? ` (${entry.why})` : ''}.`,
    field,
    about: found,
    ...(fixes.length > 0 && { fixes }),
  }
}

function levelOf(entry: RightsEntry): Level {
  return isAmbiguous(entry) ? 'warn' : 'block'
}

function inTitles(title: string, hits: readonly RightsHit[]): Finding[] {
  return unique(hits).map((hit) => inTitle(title, hit, hits))
}

function inTitle(title: string, hit: RightsHit, hits: readonly RightsHit[]): Finding {
  const changed = withoutReference(title, hit, hits)
  return finding(hit, 'title', [fix(`Drop "${hit.found}"`, 'title', changed || null)])
}

/** Takes all hits out of a text, each with what makes no sense without it. */
export function withoutReferences(text: string, hits: readonly RightsHit[]): string {
  const own = hits.filter(({ entry }) => entry !== BEHIND_NAME) // it goes with the name before it
  return own.toReversed().reduce((left, hit) => withoutReference(left, hit, own), text)
}

/** Takes a hit out of a text, with the phrase that leads to it and what makes no sense without it. */
function withoutReference(text: string, hit: RightsHit, hits: readonly RightsHit[]): string {
  return withoutSpan(text, startOfReference(text, hit, hits), endOfReference(text, hit))
}

/** Without the name, the phrase that leads to it makes no sense; nor does one that stands behind it. */
function startOfReference(
  title: string,
  { start, entry: own }: RightsHit,
  hits: readonly RightsHit[],
): number {
  const phrase = hits.find(
    ({ entry, end }) =>
      (entry.kind === 'style-of' || own === BEHIND_NAME) &&
      end <= start &&
      title.slice(end, start).trim() === '',
  )
  return phrase?.start ?? start
}

/** Nor does the name make sense without its phrase, nor a Korean particle without its noun. */
function endOfReference(title: string, { entry, end, found }: RightsHit): number {
  if (/\p{Script=Hangul}/u.test(found)) {
    const rest =
      /^\p{Script=Hangul}*(?:\s*(?:스타일|화풍|풍)(?:의|로|으로)?(?!\p{L}))?/u.exec(title.slice(end))?.[0] ??
      ''
    return end + rest.length
  }
  if (entry.kind !== 'style-of') return end
  return end + (/^[^,.;:|()]*/u.exec(title.slice(end))?.[0] ?? '').length
}

function inKeywords(keywords: readonly string[], word: string, hit: RightsHit): Finding {
  const left = keywords.filter((keyword) => keyword !== word)
  return finding(hit, 'keywords', [fix(`Remove "${word}"`, 'keywords', left)])
}

function fix(label: string, field: DescribedField, value: string | readonly string[] | null): Fix {
  return { label, changes: { [field]: value } }
}
