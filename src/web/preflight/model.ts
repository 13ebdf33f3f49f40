import { type PreflightPicture, type PreflightReport, type RuleId, ruleOf } from '../../app.ts'
import { pathOfId, thumbnailAddress } from '../addresses.ts'
import type { Translate } from '../i18n.ts'
import { ruleAddress } from '../rule-links.ts'
import type { Scope } from './scope.ts'

/** A rule as pages show it. */
export interface RuleModel {
  id: RuleId
  name: string
  /** Where it comes from, and what that is worth. */
  source: string
  standing: string
  address: string
}

/** A finding as pages show it. */
export interface FindingModel {
  /** The same for as long as the finding stands, whatever else comes or goes. */
  key: string
  rule: RuleModel
  level: 'warn' | 'block'
  /** English; `say` puts it into the page's language. */
  message: string
  about: string | null
  fixes: string[]
  /** Why it passes all the same. */
  reason: string | null
}

/** A picture with its findings. */
export interface CheckedPicture {
  id: string
  key: string
  name: string
  page: string
  thumbnail: string
  state: PreflightPicture['state']
  stage: PreflightPicture['image']['stage']
  title: string | null
  size: string
  findings: FindingModel[]
  passed: number
  unchecked: number
  problem: string | null
}

/** All findings of one rule. */
export interface KindModel {
  rule: RuleModel
  level: 'warn' | 'block'
  count: number
  /** The pictures that one click would mend. */
  fixable: string[]
}

/** Pictures of one scene, side by side. */
export interface GroupModel {
  key: string
  total: number
  pictures: (CheckedPicture & { isKept: boolean })[]
  others: string[]
}

/** The page of a preflight. */
export interface PreflightModel {
  scope: Scope
  isSelection: boolean
  generations: { id: string; isHere: boolean }[]
  total: number
  /** All that were checked, in their order. */
  ids: string[]
  counts: PreflightReport['counts']
  unchecked: string[]
  kinds: KindModel[]
  groups: GroupModel[]
  pictures: CheckedPicture[]
  /** How many are not shown. */
  more: number
}

/** So many pictures are shown; the others are counted. */
const SHOWN = 200
const WORST_FIRST = { block: 0, warn: 1, pass: 2 } as const

interface Asked {
  scope: Scope
  isSelection: boolean
  generations: readonly string[]
  t: Translate
}

/** Words a report for the page; pictures with the most to do come first. */
export function preflightModel(report: PreflightReport, { t, generations, ...asked }: Asked): PreflightModel {
  const pictures = report.pictures
    .map((picture) => checkedPicture(picture, t))
    .sort((a, b) => WORST_FIRST[a.state] - WORST_FIRST[b.state])
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))
  return {
    ...asked,
    generations: generations.map((id) => ({ id, isHere: id === asked.scope.generation })),
    total: pictures.length,
    ids: report.pictures.map(({ image }) => image.id),
    counts: report.counts,
    unchecked: report.unchecked,
    kinds: kindsOf(pictures),
    groups: report.groups.map(({ ids, strongest }, index) => ({
      key: `group-${index}`,
      total: ids.length,
      pictures: ids.slice(0, 12).flatMap((id) => {
        const picture = byId.get(id)
        return picture ? [{ ...picture, isKept: strongest.includes(id) }] : []
      }),
      others: ids.filter((id) => !strongest.includes(id)),
    })),
    pictures: pictures.slice(0, SHOWN),
    more: Math.max(0, pictures.length - SHOWN),
  }
}

/** Words one picture of a report. */
export function checkedPicture(picture: PreflightPicture, t: Translate): CheckedPicture {
  const { id, image, state, rules, unchecked, pixelProblem } = picture
  const findings = rules.flatMap(({ rule, findings }) =>
    findings.map((finding, index) => ({
      key: `${rule}-${index}`,
      rule: ruleModel(rule, t),
      level: finding.level,
      message: finding.message,
      about: finding.about ?? null,
      fixes: (finding.fixes ?? []).map(({ label }) => label),
      reason: finding.override?.reason ?? null,
    })),
  )
  return {
    ...{ id, state, findings, unchecked, name: image.name, stage: image.stage, title: image.title },
    key: Buffer.from(id).toString('base64url'),
    page: `/images/${pathOfId(id)}`,
    thumbnail: thumbnailAddress(id, image.version),
    size: image.width > 0 ? `${image.width} × ${image.height}` : '',
    passed: rules.filter((rule) => rule.state === 'pass').length,
    problem: pixelProblem,
  }
}

function ruleModel(id: RuleId, t: Translate): RuleModel {
  const { name, source, standing, read } = ruleOf(id)
  return {
    id,
    name: t(`rule.${id}`, { defaultValue: name }),
    source: `${source}, ${read}`,
    standing: t(`preflight.standing.${standing}`),
    address: ruleAddress(id),
  }
}

function kindsOf(pictures: readonly CheckedPicture[]): KindModel[] {
  const kinds = new Map<RuleId, KindModel>()
  for (const { id, findings } of pictures) {
    for (const { rule, level, fixes, reason } of findings) {
      if (reason !== null) continue
      const kind = kinds.get(rule.id) ?? { rule, level, count: 0, fixable: [] }
      kind.count++
      if (level === 'block') kind.level = level
      if (fixes.length > 0 && !kind.fixable.includes(id)) kind.fixable.push(id)
      kinds.set(rule.id, kind)
    }
  }
  return [...kinds.values()].sort((a, b) => WORST_FIRST[a.level] - WORST_FIRST[b.level] || b.count - a.count)
}
