import type { Finding } from '../findings.ts'
import { RULES, type RuleId } from '../rules.ts'
import { type Override, overrideOf } from './overrides.ts'

/** How a picture stands to a rule. */
export type RuleState = 'pass' | 'warn' | 'block' | 'unchecked'

/** A finding with what somebody said about it. */
export interface JudgedFinding extends Finding {
  /** The reason for which it passes all the same. */
  override?: Override
}

/** One rule and one picture. */
export interface RuleResult {
  rule: RuleId
  state: RuleState
  findings: JudgedFinding[]
}

/** A picture and every rule. */
export interface PictureReport {
  /** The worst that a rule says; what is not checked yet does not count. */
  state: 'pass' | 'warn' | 'block'
  rules: RuleResult[]
  /** How many rules wait for a look at the pixels. */
  unchecked: number
}

const RULE_IDS = Object.keys(RULES).filter((id): id is RuleId => id in RULES)

/** Puts findings, overrides and what could not be checked yet together: every rule has its place. */
export function reportOf(
  findings: readonly Finding[],
  { overrides, unchecked }: { overrides: readonly Override[]; unchecked: ReadonlySet<RuleId> },
): PictureReport {
  const byRule = Map.groupBy(findings, ({ rule }) => rule)
  const rules = RULE_IDS.map((rule): RuleResult => {
    const judged = (byRule.get(rule) ?? []).map((finding): JudgedFinding => {
      const override = overrideOf(finding, overrides)
      return override ? { ...finding, override } : finding
    })
    return { rule, state: stateOf(judged, unchecked.has(rule)), findings: judged }
  })
  const states = new Set(rules.map(({ state }) => state))
  return {
    state: states.has('block') ? 'block' : states.has('warn') ? 'warn' : 'pass',
    rules,
    unchecked: rules.filter(({ state }) => state === 'unchecked').length,
  }
}

function stateOf(findings: readonly JudgedFinding[], isUnchecked: boolean): RuleState {
  const open = findings.filter(({ override }) => !override)
  if (open.some(({ level }) => level === 'block')) return 'block'
  if (open.length > 0) return 'warn'
  return isUnchecked && findings.length === 0 ? 'unchecked' : 'pass'
}
