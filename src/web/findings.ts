import type { DescriptionReport, Finding, SettledFinding, Suggestion } from '../app.ts'
import { DETAIL_FIELDS, type DetailField, textOf } from './detail-fields.ts'
import type { Translate } from './i18n.ts'
import { ruleAddress } from './rule-links.ts'

/** A finding as the form shows it beside its field. */
export interface FindingModel {
  rule: string
  level: 'warn' | 'block'
  message: string
  /** Where the guide explains the rule. */
  address: string
  fixes: { label: string; fix: string }[]
  override: { reason: string; day: string } | null
}

/** What could stand in a field instead, and why. */
export interface SuggestionModel {
  /** As the form shows it. */
  text: string
  reason: string
  fix: string
}

/** Findings and suggestions by the field they are about. */
export interface WordsModel {
  findings: Partial<Record<DetailField, FindingModel[]>>
  /** Those about no field of the form: the prompt, the sidecar itself. */
  others: FindingModel[]
  suggestions: Partial<Record<DetailField, SuggestionModel>>
  /** What is wrong with the user's own lists. */
  own: DescriptionReport['own']
}

/** Lays what was found beside the fields of the form. */
export function wordsModel(
  { findings, suggestion, own }: DescriptionReport,
  { texts, t }: { texts: Record<DetailField, string>; t: Translate },
): WordsModel {
  const model: WordsModel = {
    findings: {},
    others: [],
    suggestions: suggestionsOf(suggestion, texts, t),
    own,
  }
  for (const finding of findings) {
    const field = DETAIL_FIELDS.find((one) => one === finding.field)
    const list = field ? model.findings[field] : model.others
    if (list) list.push(findingModel(finding))
    else if (field) model.findings[field] = [findingModel(finding)]
  }
  return model
}

function findingModel({ rule, level, message, fixes = [], override }: SettledFinding): FindingModel {
  return {
    ...{ rule, level, message, address: ruleAddress(rule) },
    fixes: override ? [] : fixes.map(({ label, changes }) => ({ label, fix: fixOf(changes) })),
    override: override ? { reason: override.reason, day: override.at.slice(0, 10) } : null,
  }
}

/** A fix as the form sends it: texts of fields, as a form holds them. */
function fixOf(changes: NonNullable<Finding['fixes']>[number]['changes']): string {
  const known = Object.entries(changes).filter(([name]) => DETAIL_FIELDS.some((field) => field === name))
  return JSON.stringify(Object.fromEntries(known.map(([name, value]) => [name, textOf(value)])))
}

function suggestionsOf(
  { title, keywords, category, origin }: Suggestion,
  texts: Record<DetailField, string>,
  t: Translate,
): WordsModel['suggestions'] {
  const from = t(`words.from.${origin === 'file name' ? 'name' : origin}`)
  const offer = (field: DetailField, value: string, text: string, reason: string) =>
    value === '' || value === texts[field]
      ? {}
      : { [field]: { text, reason, fix: JSON.stringify({ [field]: value }) } }
  const because = category?.because.join(', ') ?? ''
  const share = Math.round((category?.confidence ?? 0) * 100)
  return {
    ...offer('title', title ?? '', title ?? '', from),
    ...offer(
      'keywords',
      keywords.join('\n'),
      keywords.join(', '),
      `${from} · ${t('words.count', { count: keywords.length })}`,
    ),
    ...(category &&
      offer(
        'category',
        String(category.category),
        `${category.category} · ${t(`categories.${category.category}`, { defaultValue: category.name })}`,
        t('words.because', { words: because, share }),
      )),
  }
}
