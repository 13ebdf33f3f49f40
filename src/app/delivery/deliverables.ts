import { readFile } from 'node:fs/promises'
import pLimit from 'p-limit'
import { placeOf } from '../../core/ids.ts'
import { takeApart } from '../../delivery/segments.ts'
import type { DeliverablePicture, SubmissionWarning } from '../../delivery/submission.ts'
import type { Image, Library } from '../../library/library.ts'
import { madeFrom } from '../family.ts'
import { stepper } from './submission-progress.ts'
import type { SubmissionRequest } from './submission-request.ts'

/** Enlarged pictures that can leave, in the order they were asked for, and why others cannot. */
export interface Deliverables {
  images: Image[]
  warnings: SubmissionWarning[]
}

/** Finds what can be delivered of pictures: a raw or processed one stands for what was enlarged from it. */
export async function findDeliverables(library: Library, ids: readonly string[]): Promise<Deliverables> {
  const images = new Map<string, Image>()
  const warnings: SubmissionWarning[] = []
  for (const image of await library.find(ids)) {
    const enlarged = await enlargedFrom(library, image)
    warnings.push(...whyLeftOut(image, enlarged))
    for (const one of enlarged) if (one.width > 0) images.set(one.id, one)
  }
  return { images: [...images.values()], warnings }
}

/** A picture that leaves, with what is known about it and what it looks like. */
export interface Source {
  image: Image
  known: DeliverablePicture
  fingerprint: string | null
}

interface SourceDeps {
  library: Library
  /** Says what a picture looks like, for the similarity guard. */
  fingerprint: (image: Image) => Promise<string | null>
}

const FILES_AT_ONCE = 4

/** Reads what is known about the pictures that leave; throws the signal's reason when it aborts. */
export async function readSources(
  deps: SourceDeps,
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

async function readSource({ library, fingerprint }: SourceDeps, image: Image): Promise<Source> {
  const [known, look] = await Promise.all([
    readDeliverable(library, image),
    fingerprint(image).catch(() => null),
  ])
  return { image, known, fingerprint: look }
}

/** Reads what is known about an enlarged picture. */
export async function readDeliverable(library: Library, image: Image): Promise<DeliverablePicture> {
  const { sidecar, problem, lookedIn } = await library.sidecarOf(image.id)
  const { name, model, width, height, bytes, mime } = image
  const source = await originalName(library, image)
  return {
    ...{ name, originalName: source, sidecar, problem, lookedIn },
    ...{ model, width, height, bytes, mime },
    sourceHasCredentials: await hasCredentials(library, image.source),
  }
}

/** A source that is away, or no JPEG or PNG, tells nothing. */
async function hasCredentials(library: Pick<Library, 'pathOf'>, source: string | null): Promise<boolean> {
  if (!source) return false
  const bytes = await library
    .pathOf(source)
    .then((path) => readFile(path))
    .catch(() => null)
  return bytes !== null && (takeApart(bytes)?.hasCredentials ?? false)
}

/** The name its maker gave it: that of the source, or what was noted when the file was renamed for delivery. */
async function originalName(library: Library, { id, source, name }: Image): Promise<string> {
  if (source) return placeOf(source).name
  const { delivered: noted } = await library.deliveries.noted(id)
  const original =
    typeof noted === 'object' && noted !== null && 'original' in noted ? noted.original : undefined
  return typeof original === 'string' && original ? original : name
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
