import { randomUUID } from 'node:crypto'
import { messageOf } from '../../core/errors.ts'
import { agencyOf } from '../../delivery/agencies/agencies.ts'
import type { Agency } from '../../delivery/agencies/agency.ts'
import type { Embedder } from '../../delivery/embedding.ts'
import type { Ledger } from '../../delivery/ledger.ts'
import type { SubmissionWarning } from '../../delivery/submission.ts'
import type { Image, Library } from '../../library/library.ts'
import type { Finding } from '../../metadata/findings.ts'
import type { PictureVersion } from '../preflight/pixel-store.ts'
import { findDeliverables, readDeliverable, readSources } from './deliverables.ts'
import { writeDocuments } from './documents.ts'
import { type EmbedReport, embedAll } from './embedding-run.ts'
import { enterAll, type Ready, takeBack } from './entering.ts'
import { reasonsFor } from './holding-back.ts'
import { stepper } from './submission-progress.ts'
import type { LeftOut, SubmissionReport } from './submission-report.ts'
import type { SubmissionRequest } from './submission-request.ts'

/** What making a submission is built from. */
export interface SubmissionDeps {
  library: Library
  ledger: Ledger
  embedder: Embedder
  /** Says what a picture looks like, for the similarity guard. */
  fingerprint: (image: Image) => Promise<string | null>
  /** Says which pictures must not leave, and why. */
  blocked: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly Finding[]>>
  /** Makes what is known of a picture's pixels known of a version that has other words, or another name. */
  carry: (from: PictureVersion, to: PictureVersion) => Promise<void>
  usual: { embed: boolean; prompt: boolean; creator: string; rights: string; bom: boolean; csvName: string }
  now?: () => Date
}

/**
 * Makes pictures ready for an agency: names, words inside, CSV, hand-off sheet, an entry each in the ledger.
 *
 * Nothing is sent anywhere. Done again, it changes nothing that is right already. Throws the signal's reason when it
 * aborts before the CSV is begun: an earlier batch, its CSV and its entries are then as they were.
 */
export async function makeSubmission(
  deps: SubmissionDeps,
  request: SubmissionRequest,
): Promise<SubmissionReport> {
  const agency = agencyOf(request.agency ?? 'adobe')
  stepper(request, 'checking', request.images)
  const found = await findDeliverables(deps.library, request.images)
  const { leaving: images, left, overridden } = await sortOut(deps, found.images, { agency, request })
  const sources = await readSources(deps, images, request)
  const batch = batchId(agency, deps.now?.() ?? new Date())
  const named = await enterAll(deps, { sources, agency, batch, request })
  const { report, warnings } = await writeWords(deps, named.pictures, request).catch(
    async (error: unknown) => {
      await takeBack(deps, named.pictures, request)
      throw error
    },
  )
  await carryLooks(deps, named.pictures, report)
  const sound = named.pictures.filter(({ id }) => !report?.failed.has(id))
  left.push(...failuresOf(named.pictures, report))
  const written = {
    ...{ batch, agency, sound, left, overridden, bom: request.bom ?? deps.usual.bom },
    embedded: report?.way ?? null,
    undone: named.pictures.filter(({ id }) => report?.failed.has(id)).map(({ delivery }) => delivery),
    by: request.by ?? 'program',
    say: request.say ?? ((sentence: string) => sentence),
  }
  const files = sound.length > 0 ? await writeDocuments(deps, written) : []
  return {
    agency: agency.id,
    path: files[0]?.path ?? null,
    rows: sound.length,
    files,
    warnings: [
      ...[...found.warnings, ...named.warnings, ...warnings],
      ...[...sound.flatMap((one) => one.warnings), ...(report?.warnings ?? [])],
    ],
    left,
    renamed: named.renamed,
    without_credentials: sources.filter(({ known }) => known.sourceHasCredentials).length,
    batch: sound.length > 0 ? batch : null,
    embedded: report && { way: report.way, written: report.written, same: report.same },
  }
}

/** Mends the words in the sidecars and writes them into the pictures. */
async function writeWords(deps: SubmissionDeps, pictures: readonly Ready[], request: SubmissionRequest) {
  const { usual, library } = deps
  const { signal } = request
  signal?.throwIfAborted()
  const warnings = await keepMended(library, pictures)
  const isWanted = (request.embed ?? usual.embed) && pictures.length > 0
  if (!isWanted) return { report: null, warnings }
  const options = { ...usual, prompt: request.prompt ?? usual.prompt }
  const onStep = stepper(request, 'writing', pictures)
  const report = await embedAll(deps, pictures, { signal, onStep, options })
  signal?.throwIfAborted()
  return { report, warnings }
}

/** Words inside change the file and a name its place, but not the pixels: they need not be looked at again. */
async function carryLooks(
  { carry }: SubmissionDeps,
  pictures: readonly Ready[],
  report: EmbedReport | null,
): Promise<void> {
  for (const { id, before } of pictures) {
    const versions = report?.versions.get(id) ?? { before: before.version, after: before.version }
    if (versions.before !== before.version) continue // somebody else's picture by now
    await carry(before, { ...before, id, version: versions.after }).catch(() => {}) // then they are looked at again
  }
}

/** A readable name that no other batch has: `2026-11-25_10-00-00-adobe-1a2b`. */
function batchId({ id }: Agency, now: Date): string {
  const when = now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')
  return `${when}-${id}-${randomUUID().slice(0, 4)}`
}

/** Parts the pictures into those that leave and those that a rule holds back. */
async function sortOut(
  { blocked, library }: SubmissionDeps,
  images: readonly Image[],
  { agency, request }: { agency: Agency; request: SubmissionRequest },
) {
  const findings = await blocked(images.map(({ id }) => id))
  const held = new Map<Image, LeftOut>()
  for (const image of images) {
    const own = findings.get(image.id) ?? []
    const reasons = await reasonsFor(agency, own, () => readDeliverable(library, image))
    if (reasons.length > 0) held.set(image, { name: image.name, reasons })
  }
  const told = [...held.values()]
  return request.include_blocked
    ? { leaving: [...images], left: [] as LeftOut[], overridden: told }
    : { leaving: images.filter((image) => !held.has(image)), left: told, overridden: [] as LeftOut[] }
}

/** The words that were mended go into the sidecars, so that they say what leaves. */
async function keepMended(library: Library, pictures: readonly Ready[]): Promise<SubmissionWarning[]> {
  const warnings: SubmissionWarning[] = []
  for (const { id, picture, mended } of pictures) {
    if (mended.length === 0) continue
    const has = (field: string) => mended.some((one) => one.field === field)
    const changes = {
      ...(has('title') && { title: picture.words.title }),
      ...(has('keywords') && { keywords: picture.words.keywords }),
    }
    await library.writeSidecar(id, changes).catch((error: unknown) => {
      const reason = messageOf(error)
      const message = `The sidecar of ${picture.name} keeps its old words: ${reason}`
      warnings.push({ name: picture.name, code: 'not_kept', message, values: { file: picture.name, reason } })
    })
  }
  return warnings
}

function failuresOf(pictures: readonly Ready[], report: EmbedReport | null): LeftOut[] {
  return pictures.flatMap(({ id, picture: { name } }) => {
    const reason = report?.failed.get(id)
    return reason ? [{ name, reasons: [`The words could not be written into ${name}: ${reason}.`] }] : []
  })
}
