import { AppError } from '../core/errors.ts'
import { placeOf } from '../core/ids.ts'
import type { Library, OpenSidecar, SidecarChanges } from '../library/library.ts'
import { checkDescription } from '../metadata/description.ts'
import { overrideFor, type SettledFinding, settleFindings, withOverride } from '../metadata/overrides.ts'
import { checkRights, type OwnLists } from '../metadata/rights.ts'
import { isRuleId } from '../metadata/rules.ts'
import { type Suggestion, suggestDescription } from '../metadata/suggestion.ts'
import type { OwnWords } from './own-words.ts'

/** How far a suggestion may go: into what is missing alone, or over what is there as well. */
export type FillMode = 'missing' | 'replace'

/** What is said about a picture, what is wrong with it, and what could be said. */
export interface DescriptionReport {
  findings: SettledFinding[]
  suggestion: Suggestion
  /** What is wrong with the user's own lists, with the file they are in. */
  own: Pick<OwnWords, 'mistakes' | 'path'>
}

/** Words about pictures: suggested, checked, and decided upon. */
export interface Describe {
  /** Checks the words of a sidecar as it was read, and suggests others. */
  report(id: string, opened: OpenSidecar): Promise<DescriptionReport>
  suggest(id: string): Promise<Suggestion>
  /** Returns, for pictures, what a suggestion would change in the sidecar that is there. */
  fillerFor(ids: readonly string[], mode: FillMode): Promise<(present: OpenSidecar) => SidecarChanges>
  /** Records why a rule does not hold for a picture. Throws `invalid` for a rule or a reason that is none. */
  override(id: string, rule: string, reason: string): Promise<SettledFinding[]>
  withdraw(id: string, rule: string): Promise<SettledFinding[]>
  ownWords(): Promise<OwnWords>
}

interface Deps {
  library: Pick<Library, 'openSidecar' | 'saveSidecar'>
  ownWords(): Promise<OwnWords>
  /** The prompt a picture was planned from, where its sidecar has none. */
  promptFor?: ((id: string) => Promise<string | undefined>) | undefined
  now?: () => Date
}

/** Joins what is known about words to the sidecars of the library. */
export function createDescribe({ library, ownWords, promptFor, now = () => new Date() }: Deps): Describe {
  async function sourcesOf(id: string, { sidecar }: OpenSidecar) {
    const prompt = sidecar?.prompt ?? (await promptFor?.(id).catch(() => undefined))
    return { prompt, fileName: sidecar?.filename ?? placeOf(id).name }
  }

  async function check(id: string, opened: OpenSidecar): Promise<SettledFinding[]> {
    const { lists } = await ownWords()
    return settleFindings(findingsOf(id, opened, lists), opened.sidecar?.overrides)
  }

  async function report(id: string, opened: OpenSidecar): Promise<DescriptionReport> {
    const { lists, mistakes, path } = await ownWords()
    const { title, keywords } = opened.sidecar ?? {}
    const suggestion = suggestDescription({ ...(await sourcesOf(id, opened)), title, keywords }, lists)
    return { findings: await check(id, opened), suggestion, own: { mistakes, path } }
  }

  async function decide(id: string, rule: string, reason: string | null): Promise<SettledFinding[]> {
    if (!isRuleId(rule)) throw new AppError('invalid', `There is no rule called ${rule}.`, { field: 'rule' })
    if (reason?.trim() === '') {
      throw new AppError(
        'invalid',
        'An override needs a reason; say why the rule does not hold for this picture.',
        {
          field: 'reason',
        },
      )
    }
    const opened = await library.openSidecar(id)
    const findings = await check(id, opened)
    const override = reason === null ? null : overrideFor(findings, rule, reason, now())
    const overrides = withOverride(opened.sidecar?.overrides, rule, override)
    await library.saveSidecar(id, { changes: { overrides } })
    return check(id, await library.openSidecar(id))
  }

  return {
    report,
    ownWords,
    async suggest(id) {
      const opened = await library.openSidecar(id)
      return (await report(id, opened)).suggestion
    },
    async fillerFor(ids, mode) {
      const { lists } = await ownWords()
      const planned = new Map<string, { prompt: string | undefined; fileName: string }>()
      for (const id of ids) {
        const opened = await library.openSidecar(id).catch(() => null)
        if (opened && !planned.has(opened.target)) planned.set(opened.target, await sourcesOf(id, opened))
      }
      return ({ target, sidecar }) => {
        const sources = planned.get(target)
        return sources ? changesOf(sidecar, sources, { mode, lists }) : {}
      }
    },
    override: (id, rule, reason) => decide(id, rule, reason),
    withdraw: (id, rule) => decide(id, rule, null),
  }
}

/** Checks the words of a sidecar: rights, and everything else that is said. */
function findingsOf(id: string, { sidecar, problem }: OpenSidecar, lists: OwnLists) {
  const described = checkDescription(sidecar, { fileName: sidecar?.filename ?? placeOf(id).name, problem })
  return [...described, ...(sidecar ? checkRights(sidecar, lists) : [])]
}

/** What a person or an agent wrote stays, unless it is asked to be replaced; nothing is replaced by nothing. */
function changesOf(
  sidecar: OpenSidecar['sidecar'],
  sources: { prompt: string | undefined; fileName: string },
  { mode, lists }: { mode: FillMode; lists: OwnLists },
): SidecarChanges {
  const isAnew = mode === 'replace'
  const said = isAnew ? {} : { title: sidecar?.title, keywords: sidecar?.keywords }
  const { title, keywords, category } = suggestDescription({ ...sources, ...said }, lists)
  return {
    ...(title && (isAnew || !sidecar?.title?.trim()) && { title }),
    ...(keywords.length > 0 && (isAnew || !sidecar?.keywords?.length) && { keywords }),
    ...(category && (isAnew || sidecar?.category === undefined) && { category: category.category }),
  }
}
