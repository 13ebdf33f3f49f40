import type { AssetKind } from './agencies/agency.ts'
import type { Words } from './words.ts'

/** What a picture's words say it shows, as far as portals ask. */
export interface Shown {
  people: boolean
  property: boolean
}

const PEOPLE = wordsIn(
  'person people human man men woman women boy girl child children kid baby toddler teenager adult senior',
  'couple crowd portrait face selfie bride groom businessman businesswoman doctor nurse worker farmer chef',
  'student teacher athlete dancer musician model astronaut soldier robot android',
)
const PROPERTY = wordsIn(
  'building buildings architecture house home cottage cabin villa castle palace church temple mosque cathedral',
  'skyscraper skyline tower bridge hotel office shop store cafe restaurant factory museum school hospital',
  'interior room kitchen bedroom bathroom street city town village',
)

/** Adobe Stock's categories that say it by themselves: Buildings and Architecture, People. */
const BUILDINGS = 2
const PEOPLE_CATEGORY = 13

/**
 * Reads from title, keywords and category whether a picture shows people or property.
 *
 * Adobe asks whether people and property are fictional only where some are shown; robots and cartoons count as
 * people. Words can be wrong, so the answer is a proposal for the person at the portal.
 */
export function shownIn({ title, keywords }: Words, category: number | undefined): Shown {
  const all = wordsIn(title, ...keywords)
  const has = (known: ReadonlySet<string>) => [...all].some((word) => known.has(word))
  return {
    people: category === PEOPLE_CATEGORY || has(PEOPLE),
    property: category === BUILDINGS || has(PROPERTY),
  }
}

/** What to do with the box "People and Property are fictional". */
export type FictionalAnswer = 'tick' | 'leave' | 'decide' | 'release'

/** Proposes an answer; `decide` where words and sidecar do not agree, `release` where something real is shown. */
export function fictionalAnswer(isFictional: boolean | null, { people, property }: Shown): FictionalAnswer {
  if (!people && !property) return isFictional ? 'decide' : 'leave'
  return isFictional === false ? 'release' : isFictional ? 'tick' : 'decide'
}

/** Reads what a sidecar calls the kind of a picture; null where it says nothing that is known. */
export function kindOf(assetType: string | undefined): AssetKind | null {
  if (!assetType) return null
  if (/photo/i.test(assetType)) return 'photo'
  return /illustr|vector|graphic|render|paint|draw|3d|art/i.test(assetType) ? 'illustration' : null
}

function wordsIn(...texts: string[]): Set<string> {
  return new Set(
    texts.flatMap((text) =>
      text
        .toLowerCase()
        .split(/[^\p{L}\p{M}\p{N}]+/u)
        .filter(Boolean),
    ),
  )
}
