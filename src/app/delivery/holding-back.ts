import type { Agency } from '../../delivery/agencies/agency.ts'
import { type DeliverablePicture, describeFor } from '../../delivery/submission.ts'
import type { Finding } from '../../metadata/findings.ts'
import type { RuleId } from '../../metadata/rules.ts'

/** What preflight measures by Adobe Stock's numbers, and what is said where another agency's own are broken. */
const MEASURED: Partial<Record<RuleId, readonly string[]>> = {
  'title-length': ['long_title'],
  'title-ceiling': ['long_title'],
  'keyword-count': ['few_keywords', 'many_keywords'],
  'pixel-count': ['few_pixels', 'many_pixels', 'sides'],
  'file-size': ['small_file', 'large_file'],
}

/**
 * Returns why a picture must not leave for an agency: what preflight says for Adobe Stock, its own numbers for any other.
 *
 * A title of 90 characters is too long for Adobe Stock and right for Magnific. `read` is asked only where that matters.
 */
export async function reasonsFor(
  agency: Agency,
  findings: readonly Finding[],
  read: () => Promise<DeliverablePicture>,
): Promise<string[]> {
  const isMeasured = ({ rule }: Finding) => agency.id !== 'adobe' && MEASURED[rule] !== undefined
  const measured = findings.filter(isMeasured)
  const others = findings.filter((finding) => !isMeasured(finding)).map(({ message }) => message)
  if (measured.length === 0) return others
  const codes = new Set(measured.flatMap(({ rule }) => MEASURED[rule] ?? []))
  const { warnings } = describeFor(agency, await read())
  return [...others, ...warnings.filter(({ code }) => codes.has(code)).map(({ message }) => message)]
}
