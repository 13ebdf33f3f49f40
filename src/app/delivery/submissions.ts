import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import { messageOf } from '../../core/errors.ts'
import { agencyOf } from '../../delivery/agencies/agencies.ts'
import type { Agency } from '../../delivery/agencies/agency.ts'
import type { Embedder } from '../../delivery/embedding.ts'
import type { Ledger } from '../../delivery/ledger.ts'
import type { Decision } from '../../delivery/ledger-file.ts'
import type { LedgerContent, NewDelivery, NewLine } from '../../delivery/ledger-lines.ts'
import { fictionalAnswer } from '../../delivery/shown.ts'
import {
  type DeliverablePicture,
  type Described,
  describeFor,
  type SubmissionWarning,
} from '../../delivery/submission.ts'
import type { Image, Library } from '../../library/library.ts'
import type { Finding } from '../../metadata/findings.ts'
import type { PictureVersion } from '../preflight/pixel-store.ts'
import { findDeliverables, readDeliverable } from './deliverables.ts'
import { writeDocuments } from './documents.ts'
import { type EmbedReport, embedAll, type Leaving } from './embedding-run.ts'
import { reasonsFor } from './holding-back.ts'
import { createNaming } from './naming.ts'
import type { LeftOut, SubmissionReport } from './submission-report.ts'
import type { SubmissionProgress, SubmissionRequest } from './submission-request.ts'

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

const FILES_AT_ONCE = 4

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
  const named = await nameAll(deps, { sources, agency, batch, request })
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

/** Says that a phase has begun; what it returns says that it is done with one more of the pictures. */
function stepper(
  { onProgress }: SubmissionRequest,
  phase: SubmissionProgress['phase'],
  { length: of }: readonly unknown[],
): () => void {
  let done = 0
  onProgress?.({ phase, done, of })
  return () => onProgress?.({ phase, done: ++done, of })
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

/** No CSV names these deliveries: what the ledger said of the pictures before holds again. */
async function takeBack(
  { ledger, now = () => new Date() }: SubmissionDeps,
  pictures: readonly Ready[],
  { by = 'program' }: SubmissionRequest,
): Promise<void> {
  const at = now().toISOString()
  const lines = pictures.map(
    ({ delivery }): NewLine => ({ line: 'undo', id: randomUUID(), at, by, undoes: delivery }),
  )
  await ledger.add(async () => ({ lines, result: undefined }))
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

interface Source {
  image: Image
  known: DeliverablePicture
  fingerprint: string | null
}

async function readSources(
  deps: SubmissionDeps,
  images: readonly Image[],
  request: SubmissionRequest,
): Promise<Source[]> {
  const onStep = stepper(request, 'reading', images)
  return pLimit(FILES_AT_ONCE).map(images, async (image) => {
    request.signal?.throwIfAborted()
    const source = await readSource(deps, image)
    onStep()
    return source
  })
}

async function readSource({ library, fingerprint }: SubmissionDeps, image: Image): Promise<Source> {
  const [known, look] = await Promise.all([
    readDeliverable(library, image),
    fingerprint(image).catch(() => null),
  ])
  return { image, known, fingerprint: look }
}

/** A picture under the name it leaves with, and its entry in the ledger. */
export interface Ready extends Leaving {
  delivery: string
  /** What was read of it, before it was named. */
  before: PictureVersion
}

interface Naming {
  sources: readonly Source[]
  agency: Agency
  batch: string
  request: SubmissionRequest
}

/**
 * Names the pictures and writes them into the ledger, so that nobody else gets the same names meanwhile.
 *
 * Cancelled, it stops before the next one; those that have their names by then are written down all the same.
 */
async function nameAll({ library, ledger, now = () => new Date() }: SubmissionDeps, naming: Naming) {
  const { sources, agency, batch, request } = naming
  const at = now().toISOString()
  const by = request.by ?? 'program'
  request.signal?.throwIfAborted()
  const onStep = stepper(request, 'naming', sources)
  return ledger.add(async ({ entries }: LedgerContent, gotOn): Promise<Decision<NamedAll>> => {
    const name = createNaming(library, entries, { agency: agency.id, resubmit: request.resubmit ?? false })
    const result: NamedAll = { pictures: [], renamed: [], warnings: [] }
    const lines: NewLine[] = []
    for (const { image, known, fingerprint } of sources) {
      if (request.signal?.aborted) break
      const given = await name(image, known.originalName)
      const described = describeFor(agency, { ...known, name: given.name })
      const delivery = randomUUID()
      lines.push({
        ...{ line: 'delivery', id: delivery, at, by, agency: agency.id, batch },
        ...{ picture: given.key, file: given.id },
        ...deliveryLine(described),
        fingerprint,
      })
      result.pictures.push({ ...described, id: given.id, delivery, before: image })
      result.warnings.push(...given.warnings)
      if (given.before) result.renamed.push({ from: given.before, to: given.name })
      gotOn()
      onStep()
    }
    return { lines, result }
  })
}

interface NamedAll {
  pictures: Ready[]
  renamed: { from: string; to: string }[]
  warnings: SubmissionWarning[]
}

function deliveryLine({
  picture,
  shown,
}: Described): Omit<NewDelivery, 'line' | 'id' | 'at' | 'by' | 'agency'> {
  const { name, originalName, words, prompt, category, releases, kind, isAi, isFictional } = picture
  return {
    ...{ name, original: originalName, title: words.title, keywords: words.keywords, prompt, kind },
    ...{ category: category ?? null, releases: [...releases], is_ai: isAi },
    fictional: fictionalAnswer(isFictional, shown),
  }
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
