import type { Finding } from '../findings.ts'
import { type Overrides, type SettledFinding, settleFindings } from '../overrides.ts'
import { RULES, type RuleId } from '../rules.ts'

/** How a picture stands to a rule. */
export type RuleState = 'pass' | 'warn' | 'block' | 'unchecked'

/** One rule and one picture. */
export interface RuleResult {
  rule: RuleId
  state: RuleState
  findings: SettledFinding[]
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
  { overrides, unchecked }: { overrides: Overrides | undefined; unchecked: ReadonlySet<RuleId> },
): PictureReport {
  const byRule = Map.groupBy(findings, ({ rule }) => rule)
  const rules = RULE_IDS.map((rule): RuleResult => {
    const settled = settleFindings(byRule.get(rule) ?? [], overrides)
    return { rule, state: stateOf(settled, unchecked.has(rule)), findings: settled }
  })
  const states = new Set(rules.map(({ state }) => state))
  return {
    state: states.has('block') ? 'block' : states.has('warn') ? 'warn' : 'pass',
    rules,
    unchecked: rules.filter(({ state }) => state === 'unchecked').length,
  }
}

function stateOf(findings: readonly SettledFinding[], isUnchecked: boolean): RuleState {
  const open = findings.filter(({ override }) => !override)
  if (open.some(({ level }) => level === 'block')) return 'block'
  if (open.length > 0) return 'warn'
  return isUnchecked && findings.length === 0 ? 'unchecked' : 'pass'
}
