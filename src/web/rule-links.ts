import type { RuleId } from '../app.ts'

/** The rule behind each warning of a submission, by the warning's code. */
const RULE_OF_WARNING: Record<string, RuleId> = {
  unreadable_sidecar: 'sidecar-unreadable',
  no_sidecar: 'sidecar-missing',
  no_title: 'title-missing',
  empty_title: 'title-missing',
  long_title: 'title-length',
  comma: 'title-characters',
  special_characters: 'title-characters',
  release_comma: 'releases-needed',
  no_keywords: 'keyword-count',
  few_keywords: 'keyword-count',
  many_keywords: 'keyword-count',
  no_category: 'category-missing',
  long_name: 'name-length',
  lanczos: 'quality-model',
  built_in_model: 'quality-model',
  not_upscaled: 'pixel-count',
  unsound: 'file-sound',
}

/** Returns the address of a rule's section in the guide. */
export function ruleAddress(rule: RuleId): string {
  return `/guide#rule-${rule}`
}

/** Returns where the guide explains a warning; none where no rule is behind it. */
export function addressOfWarning(code: string): string | null {
  const rule = RULE_OF_WARNING[code]
  return rule ? ruleAddress(rule) : null
}

/** Returns where the guide explains what is wrong with a picture or its sidecar, as the library says it. */
export function addressOfIssue(issue: string): string {
  return ruleAddress(issue.startsWith('The sidecar ') ? 'sidecar-unreadable' : 'file-sound')
}
