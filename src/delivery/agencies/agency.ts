import type { Standing } from '../../metadata/rules.ts'
import type { Dialect } from '../csv.ts'
import type { Words } from '../words.ts'

/** Whether a picture passes for a photograph; the portals ask for it. */
export type AssetKind = 'photo' | 'illustration'

/** A picture as it leaves, with everything an agency may ask about it. */
export interface Delivered {
  /** The name of the file as it is uploaded. */
  name: string
  /** The name its maker gave it. */
  originalName: string
  words: Words
  /** Adobe Stock's code, 1-21; undefined where nobody chose one. */
  category: number | undefined
  releases: readonly string[]
  prompt: string
  /** What drew it, as its sidecar says: `Midjourney 6`. */
  generator: string
  /** Null where the sidecar says neither yes nor no. */
  isAi: boolean | null
  isFictional: boolean | null
  kind: AssetKind | null
  /** Whether its words speak of people. */
  showsPeople: boolean
  width: number
  height: number
  bytes: number
  mime: string | null
}

/** What a table holds about a picture, in the order of the columns. */
export interface Column {
  head: string
  cell: (picture: Delivered) => string
}

/** Where a limit comes from; `unverified` where nobody found out, and it is what such portals usually ask. */
export interface Ground {
  source: string
  standing: Standing | 'unverified'
  /** The month it was read, `2026-06`. */
  on: string
}

/** A limit and where it comes from. */
export type Limit<Value = number> = { is: Value } & Ground

/** The limits by number: characters, keywords, bytes, megapixels, and pixels of a side. */
export type LimitName =
  | 'longestTitle'
  | 'shortestDescription'
  | 'fewestKeywords'
  | 'mostKeywords'
  | 'smallestFile'
  | 'largestFile'
  | 'fewestMegapixels'
  | 'mostMegapixels'
  | 'shortestSide'
  | 'longestSide'

/** What an agency takes. A field that is left out is not limited. */
export type Limits = { [Name in LimitName]?: Limit } & { mimes: Limit<readonly string[]> }

/** Whether somebody has proved a table by a real upload, when that was told, and by whom. */
export interface Proof {
  isVerified: boolean
  /** The month it was read or tried, `2026-06`. */
  on: string
  source: string
  standing: Standing
}

/** An agency that takes pictures made with generative AI, and how it wants them handed over. */
export interface Agency {
  id: string
  name: string
  columns: readonly Column[]
  dialect: Dialect
  limits: Limits
  proof: Proof
  /** Its file: `submission.csv` is Adobe Stock's alone. */
  file: string
  /** What to do at the portal, in order; English sentences that pages translate by their shape. */
  steps: readonly string[]
  /** What to know before one begins. */
  notes: readonly string[]
  /** Whether the portal asks for the boxes of generative AI and of fictional people and property. */
  hasBoxes: boolean
  /** Whether it refuses faces that AI made. */
  refusesFaces: boolean
}

/** An agency that takes no pictures made with generative AI from contributors, and where it says so. */
export interface Refusal {
  id: string
  name: string
  /** One English sentence that pages translate by its shape. */
  reason: string
  proof: Omit<Proof, 'isVerified'>
}

/** A comma between columns, quotes where a cell needs them: what most agencies read. */
export const PLAIN: Dialect = { delimiter: ',', quotesAll: false }

/** Joins keywords as every table here does. */
export function listOf(keywords: readonly string[]): string {
  return keywords.join(', ')
}

/** Makes limits that all come from one place. */
export function from(source: string, standing: Standing, on = '2026-06') {
  return <Value>(is: Value): Limit<Value> => ({ is, source, standing, on })
}

/** Makes a limit that such portals usually have and that was found nowhere for this one. */
export function unverified<Value>(is: Value): Limit<Value> {
  return { is, source: 'no source was found', standing: 'unverified', on: '2026-11' }
}
