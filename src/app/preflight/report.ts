import { each, type Pieces } from '../../core/pieces.ts'
import { agencyName } from '../../delivery/agencies/agencies.ts'
import type { Fingerprint } from '../../imaging/fingerprint.ts'
import type { Image } from '../../library/library.ts'
import type { Finding } from '../../metadata/findings.ts'
import { fold } from '../../metadata/fold.ts'
import { checkFile } from '../../metadata/preflight/file-rules.ts'
import { checkLook, PIXEL_RULES } from '../../metadata/preflight/pixel-rules.ts'
import { type PictureReport, reportOf } from '../../metadata/preflight/report.ts'
import { RULES, type RuleId } from '../../metadata/rules.ts'
import { sceneStems } from '../../metadata/word-overlap.ts'
import type { Gathered } from './gather.ts'
import { likeOthers, type Scene, scenesOf } from './scenes.ts'
import { fileOf, type WordChecks } from './words.ts'

/** What was submitted before, as the guard asks for it. */
export interface Submitted {
  /** The ids of the file and of what it was made from, where they are known. */
  pictures: readonly string[]
  /** The name it went by. */
  name: string
  agency: string
  state: string
  title: string
  keywords: readonly string[]
  prompt: string
  fingerprint: Fingerprint | null
}

/** One picture, judged. */
export interface PreflightPicture extends PictureReport {
  id: string
  image: Image
  /** Why its pixels cannot be looked at, where that was tried. */
  pixelProblem: string | null
}

/** Pictures of one scene. */
export interface SceneGroup {
  /** The strongest first: fewest findings, then most detail, then largest. */
  ids: string[]
  /** Those that are kept when the group is resolved. */
  strongest: string[]
}

/** What a preflight says. */
export interface PreflightReport {
  pictures: PreflightPicture[]
  /** The groups of more pictures than are taken of one scene. */
  groups: SceneGroup[]
  counts: Record<PictureReport['state'], number>
  /** The pictures whose pixels wait to be looked at. */
  unchecked: string[]
  /** What each rule rests on: its name, its source, how official that is, and when it was read. */
  sources: typeof RULES
}

/** So many pictures of one scene are taken. */
const MOST_OF_A_SCENE = 3

/** Judges pictures by every rule: each for itself, against each other, and against what was submitted before. */
export function* judge(
  gathered: readonly Gathered[],
  words: WordChecks,
  submitted: readonly Submitted[],
): Pieces<PreflightReport> {
  const alone = yield* each(gathered, (one) => findingsAlone(one, words))
  const titles = duplicateTitles(gathered)
  const scenes = yield* each(gathered, (one) => sceneOf(one, words))
  const groups = yield* groupsOf(gathered, alone, scenes)
  const similar = similarFindings(groups)
  const before = yield* submittedFindings(gathered, scenes, submitted)
  const pictures = yield* each(gathered, (one, index): PreflightPicture => {
    const { image, sidecar, pixels } = one
    const more = [titles.get(image.id), similar.get(image.id), before.get(image.id)]
    const findings = [...(alone[index] ?? []), ...more.filter((finding) => finding !== undefined)]
    const report = reportOf(findings, { overrides: sidecar?.overrides, unchecked: uncheckedOf(one) })
    const pixelProblem = pixels && 'problem' in pixels ? pixels.problem : null
    return { id: image.id, image, pixelProblem, ...report }
  })
  const count = (state: PictureReport['state']) =>
    pictures.filter((picture) => picture.state === state).length
  return {
    pictures,
    groups,
    counts: { pass: count('pass'), warn: count('warn'), block: count('block') },
    unchecked: gathered.filter(({ image, pixels }) => !pixels && image.mime).map(({ image }) => image.id),
    sources: RULES,
  }
}

function findingsAlone(one: Gathered, words: WordChecks): Finding[] {
  const { image, pixels, siblings } = one
  const look = pixels && 'findings' in pixels ? checkLook(pixels.findings, image) : []
  return [...checkFile(fileOf(image, siblings)), ...words.findings(image, one), ...look]
}

function duplicateTitles(gathered: readonly Gathered[]): Map<string, Finding> {
  const titled = gathered.filter(({ sidecar }) => sidecar?.title?.trim())
  const byTitle = Map.groupBy(titled, ({ sidecar }) => fold(sidecar?.title ?? '').trim())
  const found = new Map<string, Finding>()
  for (const same of byTitle.values()) {
    // one sidecar may describe several pictures, such as two sizes of one
    if (new Set(same.map(({ sidecar }) => sidecar)).size < 2) continue
    for (const { image } of same) {
      const message = `${same.length} pictures have this title; each should say what is its own.`
      found.set(image.id, { rule: 'title-duplicate', level: 'warn', field: 'title', message })
    }
  }
  return found
}

function sceneOf(one: Gathered, words: WordChecks): Scene {
  const { pixels } = one
  const fingerprint = pixels && 'findings' in pixels ? pixels.findings.fingerprint : null
  return { id: one.image.id, fingerprint, words: words.stems(one) }
}

function* groupsOf(
  gathered: readonly Gathered[],
  alone: readonly (readonly Finding[])[],
  scenes: readonly Scene[],
): Pieces<SceneGroup[]> {
  const large = (yield* scenesOf(scenes)).filter((group) => group.length > MOST_OF_A_SCENE)
  return large.map((group) => {
    const ranked = group
      .map((place) => ({ place, rank: rankOf(gathered[place], alone[place] ?? []) }))
      .sort((a, b) => compare(a.rank, b.rank) || a.place - b.place)
    const ids = ranked.flatMap(({ place }) => gathered[place]?.image.id ?? [])
    return { ids, strongest: ids.slice(0, MOST_OF_A_SCENE) }
  })
}

/** Less is stronger. */
function rankOf(one: Gathered | undefined, findings: readonly Finding[]): number[] {
  const blocks = findings.filter(({ level }) => level === 'block').length
  const known = one?.pixels && 'findings' in one.pixels ? one.pixels.findings : null
  const pixels = (one?.image.width ?? 0) * (one?.image.height ?? 0)
  return [blocks, findings.length, -(known?.detail ?? 0), -pixels]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function similarFindings(groups: readonly SceneGroup[]): Map<string, Finding> {
  const found = new Map<string, Finding>()
  for (const { ids, strongest } of groups) {
    for (const id of ids) {
      if (strongest.includes(id)) continue
      const message = `It is one of ${ids.length} pictures of one scene; ${MOST_OF_A_SCENE} are taken, and others are stronger.`
      found.set(id, { rule: 'similar', level: 'warn', message })
    }
  }
  return found
}

function* submittedFindings(
  gathered: readonly Gathered[],
  scenes: readonly Scene[],
  submitted: readonly Submitted[],
): Pieces<Map<string, Finding>> {
  const found = new Map<string, Finding>()
  if (submitted.length === 0) return found
  const others = yield* each(submitted, (one) => ({
    id: one.name,
    fingerprint: one.fingerprint,
    words: sceneStems(one),
  }))
  for (const [place, entries] of yield* likeOthers(scenes, others)) {
    yield
    const image = gathered[place]?.image
    const like = entries.flatMap((entry) => submitted[entry] ?? []).filter((one) => !isSame(one, image))
    const [first] = like
    if (!image || !first) continue
    found.set(image.id, { rule: 'similar-submitted', level: 'warn', message: likenessTo(first) })
  }
  return found
}

function likenessTo({ agency: id, state, title, name: file }: Submitted): string {
  const [agency, name] = [agencyName(id), title || file]
  if (state === 'prepared') return `It is like something made ready for ${agency} before: ${name}`
  if (state === 'accepted') return `It is like something that ${agency} accepted: ${name}`
  if (state === 'rejected') return `It is like something that ${agency} rejected: ${name}`
  if (state === 'sold') return `It is like something that ${agency} sold: ${name}`
  return `It is like something submitted to ${agency} before: ${name}`
}

function isSame({ pictures }: Submitted, image: Image | undefined): boolean {
  return pictures.some((picture) => picture === image?.id || picture === image?.source)
}

function uncheckedOf({ pixels, image }: Gathered): ReadonlySet<RuleId> {
  if (pixels && 'findings' in pixels) return new Set()
  // what is no picture has neither a type nor a size
  const ofFile: RuleId[] = image.mime === null ? ['file-type', 'pixel-count'] : []
  return new Set<RuleId>([...PIXEL_RULES, 'similar', 'similar-submitted', ...ofFile])
}
