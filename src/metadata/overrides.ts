import type { Finding } from './findings.ts'
import { fold } from './fold.ts'
import type { RuleId } from './rules.ts'

/** Why somebody decided against a rule for one picture. */
export interface Override {
  reason: string
  /** When, as ISO 8601. */
  at: string
  /** The words it is about, with commas between; empty where the rule is about no words. */
  text: string
}

/** The decisions about one picture, by rule. */
export type Overrides = Readonly<Record<string, Override>>

/** A finding and, where somebody decided against it, that decision. */
export interface SettledFinding extends Finding {
  override?: Override
}

/**
 * Lays decisions over findings.
 *
 * A decision about words (`Apple` is the fruit) excuses these words alone: another brand in the same title is found
 * again.
 */
export function settleFindings(findings: readonly Finding[], overrides: Overrides = {}): SettledFinding[] {
  return findings.map((finding) => {
    const override = overrides[finding.rule]
    return override && covers(override, finding) ? { ...finding, override } : finding
  })
}

/** Returns the findings that nobody decided against. */
export function openFindings(findings: readonly Finding[], overrides?: Overrides): Finding[] {
  return settleFindings(findings, overrides).filter(({ override }) => !override)
}

/** Makes the decision against a rule for a picture as it is now. */
export function overrideFor(findings: readonly Finding[], rule: RuleId, reason: string, at: Date): Override {
  const words = findings.flatMap((finding) => (finding.rule === rule && finding.about) || [])
  return { reason: reason.trim(), at: at.toISOString(), text: [...new Set(words)].join(', ') }
}

/** Returns a sidecar's decisions with one more, or with one less where `override` is null; null when none is left. */
export function withOverride(
  overrides: Overrides | undefined,
  rule: string,
  override: Override | null,
): Record<string, Override> | null {
  const { [rule]: _, ...others } = overrides ?? {}
  const all = override ? { ...others, [rule]: override } : others
  return Object.keys(all).length > 0 ? all : null
}

function covers({ text }: Override, { about }: Finding): boolean {
  if (about === undefined) return true
  return text.split(',').some((word) => fold(word.trim()) === fold(about.trim()))
}
