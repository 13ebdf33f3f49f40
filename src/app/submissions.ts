import { placeOf } from '../core/ids.ts'
import {
  type DeliverablePicture,
  type SubmissionWarning,
  submissionCsv,
  submissionRow,
} from '../delivery/submission.ts'
import type { Image, Library } from '../library/library.ts'
import { madeFrom } from './family.ts'

/** One `submission.csv` that was written. */
export interface SubmissionFile {
  generation: string
  /** Path below the generations folder, with slashes. */
  path: string
  rows: number
}

/** What "Make CSV" did. */
export interface SubmissionReport {
  /** The first file's path; null when there was nothing to deliver. */
  path: string | null
  rows: number
  files: SubmissionFile[]
  warnings: SubmissionWarning[]
}

/**
 * Writes `submission.csv` into `upscaled/` of every generation the pictures belong to.
 *
 * A raw or processed picture stands for what was enlarged from it; one that was not is left out with a warning.
 */
export async function writeSubmissions(library: Library, ids: readonly string[]): Promise<SubmissionReport> {
  const warnings: SubmissionWarning[] = []
  const deliverable = new Map<string, Image[]>()
  for (const image of await library.find(ids)) {
    const enlarged = await enlargedFrom(library, image)
    const sound = enlarged.filter(({ width }) => width > 0)
    warnings.push(...whyLeftOut(image, enlarged))
    for (const one of sound) {
      const list = deliverable.get(one.generation) ?? []
      if (!list.some(({ id }) => id === one.id)) list.push(one)
      deliverable.set(one.generation, list)
    }
  }

  const files: SubmissionFile[] = []
  for (const [generation, images] of deliverable) {
    const described = (await Promise.all(images.map((image) => describe(library, image)))).map(submissionRow)
    warnings.push(...described.flatMap((one) => one.warnings))
    const csv = submissionCsv(described.map(({ row }) => row))
    const path = await library.writeDocument(generation, 'upscaled', 'submission.csv', csv)
    files.push({ generation, path, rows: described.length })
  }
  return {
    path: files[0]?.path ?? null,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    files,
    warnings,
  }
}

function whyLeftOut(image: Image, enlarged: readonly Image[]): SubmissionWarning[] {
  if (enlarged.length === 0) {
    const message = `${image.name} has not been upscaled yet, so it is left out.`
    return [{ name: image.name, code: 'not_upscaled', message, values: { file: image.name } }]
  }
  return enlarged
    .filter(({ width }) => width === 0)
    .map(({ name, issues }) => {
      const reason = issues[0] ?? ''
      const message = `${name} cannot be used, so it is left out: ${reason}`
      return { name, code: 'unsound', message, values: { file: name, reason } }
    })
}

async function enlargedFrom(library: Library, image: Image): Promise<Image[]> {
  if (image.stage === 'upscaled') return [image]
  const source = image.stage === 'processed' && image.source ? image.source : image.id
  return madeFrom(library, { ...image, id: source }, 'upscaled')
}

async function describe(library: Library, image: Image): Promise<DeliverablePicture> {
  const { sidecar, problem, lookedIn } = await library.sidecarOf(image.id)
  const source = image.source ? placeOf(image.source).name : image.name
  return { name: image.name, originalName: source, sidecar, problem, lookedIn, model: image.model }
}
