import pLimit from 'p-limit'
import { placeOf } from '../../core/ids.ts'
import { inPieces } from '../../core/pieces.ts'
import { AGENCIES } from '../../delivery/agencies/agencies.ts'
import type { Agency } from '../../delivery/agencies/agency.ts'
import type { EmbedWay } from '../../delivery/embedding.ts'
import { type Handoff, handoffOf } from '../../delivery/handoff.ts'
import type { Decision } from '../../delivery/ledger-file.ts'
import {
  type ImportPlan,
  type ImportRequest,
  importLines,
  type KnownPicture,
  planImport,
} from '../../delivery/ledger-import.ts'
import type { LedgerEntry, LedgerOrigin } from '../../delivery/ledger-lines.ts'
import { readTable, writeTable } from '../../delivery/ledger-table.ts'
import type { Library, Standing } from '../../library/library.ts'
import { createMakings, type Makings } from './makings.ts'
import type { SubmissionReport } from './submission-report.ts'
import type { SubmissionRequest } from './submission-request.ts'
import { makeSubmission, type SubmissionDeps } from './submissions.ts'

/** How many pictures an agency takes in a week, as the settings say, and how many it got in the last seven days. */
export interface Quota {
  limit: number
  used: number
}

/** What an import did, and how to take it back. */
export interface ImportReport extends ImportPlan {
  /** Null when it changed nothing. */
  change: string | null
}

/** Everything about handing pictures over, and what became of them. */
export interface Delivery {
  /** Makes one submission after the other: a second click, or another tab, waits for the first and then changes nothing. */
  submit(request: SubmissionRequest): Promise<SubmissionReport>
  /** How far the submissions are that are being made. */
  makings: Makings
  ledger: SubmissionDeps['ledger']
  /** Throws `not_found`. The agency is null where an import names one that has no preset. */
  handoff(batch: string): Promise<Handoff & { preset: Agency | null }>
  /** Null where nobody has set a limit. */
  quota(): Promise<Quota | null>
  /** Says what an import would do and what it cannot match. */
  previewImport(request: ImportRequest): Promise<ImportPlan>
  import(request: ImportRequest, by: LedgerOrigin): Promise<ImportReport>
  /** The whole ledger as a CSV that can be imported again. */
  export(): Promise<string>
  /** Which way words get into pictures on this machine. */
  way(): Promise<EmbedWay>
  stop(): Promise<void>
}

interface Deps extends SubmissionDeps {
  weeklyUploads: number
}

/** Joins library, ledger and embedding. */
export function createDelivery(deps: Deps): Delivery {
  const { library, ledger, embedder, weeklyUploads, now = () => new Date() } = deps
  const makings = createMakings()

  async function plan(
    request: ImportRequest,
  ): Promise<(entries: readonly LedgerEntry[]) => Promise<ImportPlan>> {
    const table = await readTable(request.csv)
    const names = new Set(table.rows.map(({ name }) => name.toLowerCase()))
    const pictures = await picturesCalled(library, names)
    return (entries) => inPieces(planImport(request, { entries, table }, pictures))
  }

  return {
    ledger,
    makings,
    submit: (request) => makings.run(request, (followed) => makeSubmission(deps, followed)),
    async handoff(id) {
      const handoff = handoffOf(await ledger.batch(id))
      return { ...handoff, preset: AGENCIES.find((one) => one.id === handoff.agency.id) ?? null }
    },
    async quota() {
      return weeklyUploads > 0 ? { limit: weeklyUploads, used: await ledger.submittedLately('adobe') } : null
    },
    previewImport: async (request) => (await plan(request))(await ledger.all()),
    async import(request, by) {
      const planFor = await plan(request)
      return ledger.add(async ({ entries }): Promise<Decision<ImportReport>> => {
        const planned = await planFor(entries)
        const { lines, group } = await inPieces(importLines(planned, { by, now: now() }))
        return { lines, result: { ...planned, change: lines.length > 0 ? group : null } }
      })
    },
    export: async () => inPieces(writeTable(await ledger.entries())),
    way: embedder.way,
    async stop() {
      await makings.stop()
      await embedder.stop()
    },
  }
}

/** Makes the answer to which pictures are out at an agency; reckoned anew only when the ledger has grown. */
export function createStanding(ledger: Pick<SubmissionDeps['ledger'], 'all'>) {
  let known: { entries: readonly LedgerEntry[]; standing: ReadonlyMap<string, Standing> } | undefined
  return async (): Promise<ReadonlyMap<string, Standing>> => {
    const entries = await ledger.all()
    if (known?.entries !== entries) known = { entries, standing: standingOf(entries) }
    return known.standing
  }
}

function standingOf(entries: readonly LedgerEntry[]): ReadonlyMap<string, Standing> {
  const standing = new Map<string, Standing>()
  for (const { state, picture, file } of entries) {
    if (state === 'prepared') continue
    for (const id of [picture, file]) {
      if (id && standing.get(id) !== 'out') standing.set(id, state === 'rejected' ? 'back' : 'out')
    }
  }
  return standing
}

/** Finds the pictures of the library that go by some of the names. */
async function picturesCalled(library: Library, names: ReadonlySet<string>): Promise<KnownPicture[]> {
  if (names.size === 0) return []
  const ids = (await library.order({})).filter((id) => names.has(placeOf(id).name.toLowerCase()))
  const byPicture = new Map<string, KnownPicture>()
  const found = await pLimit(8).map(await library.find(ids), async (image) => {
    const { sidecar } = await library.sidecarOf(image.id)
    return { image, sidecar }
  })
  for (const { image, sidecar } of found) {
    const picture = image.source ?? image.id
    const before = byPicture.get(picture)
    byPicture.set(picture, {
      picture,
      file: image.stage === 'upscaled' ? image.id : (before?.file ?? null),
      names: [...(before?.names ?? []), image.name],
      title: sidecar?.title ?? '',
      keywords: sidecar?.keywords ?? [],
      prompt: sidecar?.prompt ?? '',
    })
  }
  return [...byPicture.values()]
}
