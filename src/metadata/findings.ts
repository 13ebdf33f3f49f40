import type { RuleId } from './rules.ts'

/** What a finding asks for: heed it, or the picture stays behind unless somebody overrides it. */
export type Level = 'warn' | 'block'

/** The fields of a sidecar that a finding can be about and a fix can change. */
export type DescribedField =
  | 'title'
  | 'keywords'
  | 'category'
  | 'category_name'
  | 'releases'
  | 'asset_type'
  | 'prompt'
  | 'is_ai_generated'
  | 'is_fictional'

/** One thing about one picture that a rule does not let pass. */
export interface Finding {
  rule: RuleId
  level: Level
  /** One English sentence with the values in it; pages translate it by its shape. */
  message: string
  /** The field it is about; none where it is about the file. */
  field?: DescribedField
  /** The words it is about, where it is about some: an override excuses these alone. */
  about?: string
  /** Ways to mend it with one click, the best first. */
  fixes?: readonly Fix[]
}

/** A change that mends a finding. */
export interface Fix {
  /** A few English words for a button: `Drop the commas`. */
  label: string
  /** New values of the sidecar's fields; null takes one out. */
  changes: Partial<Record<DescribedField, string | number | boolean | readonly string[] | null>>
}
