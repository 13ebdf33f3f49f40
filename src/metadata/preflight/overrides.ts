import { z } from 'zod'
import type { Finding } from '../findings.ts'
import { isRule, type RuleId } from '../rules.ts'

/** A finding that somebody lets pass, with the reason, as the sidecar's field `overrides` records it. */
export const Override = z.object({
  rule: z.string().refine((rule): rule is RuleId => isRule(rule), 'expected the id of a rule'),
  /** The words that are let pass, where the rule is about words; a new word is a new finding. */
  about: z.string().max(1000).optional(),
  reason: z.string().trim().min(1).max(1000),
  /** ISO time. */
  at: z.string().max(40).optional(),
})

export type Override = z.infer<typeof Override>

/** Reads a sidecar's overrides; what is none is left out. */
export function overridesIn(raw: Readonly<Record<string, unknown>> | undefined): Override[] {
  const given = raw?.overrides
  if (!Array.isArray(given)) return []
  return given.flatMap((one: unknown) => Override.safeParse(one).data ?? [])
}

/** Returns the override that lets a finding pass. */
export function overrideOf(finding: Finding, overrides: readonly Override[]): Override | undefined {
  return overrides.find(
    ({ rule, about }) => rule === finding.rule && (about === undefined || about === finding.about),
  )
}
