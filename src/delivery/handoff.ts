import { agencyName } from './agencies/agencies.ts'
import type { Agency, AssetKind } from './agencies/agency.ts'
import type { Batch, LedgerEntry } from './ledger-lines.ts'
import type { FictionalAnswer } from './shown.ts'

/** Pictures that are marked together at the portal, because the same is set for all of them. */
export interface HandoffGroup {
  kind: AssetKind | null
  isAi: boolean | null
  fictional: FictionalAnswer
  releases: string
  entries: LedgerEntry[]
}

/** What a person does at the portal with a batch. */
export interface Handoff {
  batch: Batch
  agency: { id: string; name: string }
  groups: HandoffGroup[]
  /** Pictures whose file type the sidecar does not tell. */
  undecided: number
  count: number
}

/** Sorts a batch into what is set at the portal in one go. */
export function handoffOf(batch: Batch & { entries: LedgerEntry[] }): Handoff {
  const groups = new Map<string, HandoffGroup>()
  for (const entry of batch.entries) {
    const { kind, is_ai: isAi, fictional } = entry
    const releases = entry.releases.join(', ')
    const key = JSON.stringify([kind, isAi, fictional, releases])
    const group = groups.get(key) ?? { kind, isAi, fictional, releases, entries: [] }
    group.entries.push(entry)
    groups.set(key, group)
  }
  return {
    batch,
    agency: { id: batch.agency, name: agencyName(batch.agency) },
    groups: [...groups.values()].toSorted((a, b) => b.entries.length - a.entries.length),
    undecided: batch.entries.filter(({ kind }) => kind === null).length,
    count: batch.entries.length,
  }
}

const KINDS: Record<AssetKind | 'unknown', string> = {
  photo: 'Photos',
  illustration: 'Illustrations',
  unknown: 'Photos if it could be a camera shot, else Illustrations',
}

const FICTIONAL: Record<FictionalAnswer, string> = {
  tick: 'tick',
  leave: 'leave it: neither people nor property are shown',
  decide: 'look: tick it if people or property are shown',
  release: 'leave it, and attach releases for the real people or property',
}

/** How a sheet is written: for which generation, and in whose language. */
interface Writing {
  part: string
  /** Says an English sentence in the reader's language. */
  say: (sentence: string) => string
}

/** Writes the sheet as a plain text, to be kept beside the CSV. */
export function handoffText(handoff: Handoff, agency: Agency, { part, say }: Writing): string {
  const { batch, groups } = handoff
  const own = groups.map((group) => ({
    ...group,
    entries: group.entries.filter(({ file }) => file?.startsWith(`${part}/`)),
  }))
  const shown = own.filter(({ entries }) => entries.length > 0)
  const count = shown.reduce((sum, { entries }) => sum + entries.length, 0)
  const files = batch.files.filter(({ generation }) => generation === part)
  return [
    say(`Hand-off to ${agency.name}: ${pictures(count)}`),
    say(`Batch ${batch.id}, ${batch.at}`),
    `CSV: ${files.map(({ path, rows }) => say(`${path.split('/').at(-1)} (${rows} ${rows === 1 ? 'row' : 'rows'})`)).join(', ')}`,
    '',
    ...agency.steps.map((step, index) => `${index + 1}. ${say(step)}`),
    ...agency.notes.map((note) => `* ${say(note)}`),
    '',
    ...shown.flatMap((group, index) => groupLines(group, { number: index + 1, agency, say })),
    ...(batch.left.length > 0 ? [say('Left out:'), ...batch.left.map((one) => leftLine(one, say)), ''] : []),
    say(proofLine(agency)),
    '',
  ].join('\n')
}

function groupLines(
  group: HandoffGroup,
  { number, agency, say }: { number: number; agency: Agency } & Pick<Writing, 'say'>,
): string[] {
  const { kind, isAi, fictional, releases, entries } = group
  return [
    say(`Group ${number}: ${pictures(entries.length)}`),
    `  ${say(`File type: ${KINDS[kind ?? 'unknown']}`)}`,
    ...(agency.hasBoxes
      ? [
          `  [${isAi === false ? ' ' : 'x'}] Created using generative AI tools`,
          `  [${fictional === 'tick' ? 'x' : ' '}] ${say(`People and Property are fictional: ${FICTIONAL[fictional]}`)}`,
        ]
      : []),
    `  ${say(`Releases: ${releases || 'none'}`)}`,
    ...entries.map(({ name, title }) => `  - ${name}  ${title}`),
    '',
  ]
}

function leftLine(
  { name, reasons }: { name: string; reasons: readonly string[] },
  say: Writing['say'],
): string {
  return `  - ${name}: ${reasons.map(say).join(' ')}`
}

function pictures(count: number): string {
  return count === 1 ? '1 picture' : `${count} pictures`
}

function proofLine({ proof }: Agency): string {
  const { isVerified, on, source } = proof
  return `These rules were read ${on} (${source}); this preset is ${isVerified ? '' : 'not '}verified by an upload of ours.`
}
