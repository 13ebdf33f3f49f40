import { stemOf } from '../../core/ids.ts'
import { parse } from '../../core/parse.ts'
import type { EditReport, Library, OpenSidecar } from '../../library/library.ts'
import { SidecarChanges } from '../../library/sidecar.ts'
import type { Finding, Fix } from '../../metadata/findings.ts'
import { overrideFor, withOverride } from '../../metadata/overrides.ts'
import type { RuleId } from '../../metadata/rules.ts'
import type { WordChecks } from './words.ts'

/** Which finding, and which of its fixes; the first of each where it is left out. */
export interface FixRequest {
  rule: RuleId
  /** The words it is about. */
  about?: string | undefined
  label?: string | undefined
}

/** Lets findings of a rule pass, with the reason. */
export interface OverrideRequest {
  rule: RuleId
  reason: string
}

/** Mends what preflight found, in the sidecars, and so that it can be taken back. */
export interface Cures {
  preview(images: readonly string[], fix: FixRequest): Promise<Omit<EditReport, 'edit'>>
  fix(images: readonly string[], fix: FixRequest): Promise<EditReport>
  /** Records that findings pass all the same. */
  override(images: readonly string[], override: OverrideRequest): Promise<EditReport>
  /** Takes the decision against a rule back. */
  heed(images: readonly string[], rule: RuleId): Promise<EditReport>
}

/** Joins the checks of words to the edits of sidecars: what a fix changes is worked out from the file as it is at that moment. */
export function createCures({ edits }: Pick<Library, 'edits'>, words: WordChecks): Cures {
  const mend = (request: FixRequest) => (present: OpenSidecar) => {
    const findings = words
      .findings({ name: nameOf(present), source: null }, present)
      .filter((finding) => isMeant(finding, request))
    const fixes = findings.flatMap(({ fixes = [] }) => fixes)
    const fix = request.label === undefined ? fixes[0] : fixes.find(({ label }) => label === request.label)
    return changesOf(fix)
  }

  return {
    preview: (images, fix) => edits.preview(images, mend(fix)),
    fix: (images, fix) => edits.apply(images, mend(fix)),
    override: (images, { rule, reason }) =>
      edits.apply(images, (present) => {
        const found = words.findings({ name: nameOf(present), source: null }, present)
        const override = overrideFor(found, rule, reason, new Date())
        return { overrides: withOverride(present.sidecar?.overrides, rule, override) }
      }),
    heed: (images, rule) =>
      edits.apply(images, ({ sidecar }) => ({ overrides: withOverride(sidecar?.overrides, rule, null) })),
  }
}

function isMeant({ rule, about }: Finding, request: FixRequest): boolean {
  return rule === request.rule && (request.about === undefined || request.about === about)
}

function changesOf(fix: Fix | undefined): SidecarChanges {
  return fix ? parse(SidecarChanges, fix.changes, 'Fix') : {}
}

/** A sidecar is named for its picture, whose own name may be another by the time it is delivered. */
function nameOf({ target }: OpenSidecar): string {
  return `${stemOf(target.split('/').at(-1) ?? '')}.png`
}
