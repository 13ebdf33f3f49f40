import { randomUUID } from 'node:crypto'
import type { Agency } from '../../delivery/agencies/agency.ts'
import type { Ledger } from '../../delivery/ledger.ts'
import type { Decision } from '../../delivery/ledger-file.ts'
import type { LedgerContent, NewDelivery, NewLine } from '../../delivery/ledger-lines.ts'
import { fictionalAnswer } from '../../delivery/shown.ts'
import { type Described, describeFor, type SubmissionWarning } from '../../delivery/submission.ts'
import type { Library } from '../../library/library.ts'
import type { PictureVersion } from '../preflight/pixel-store.ts'
import type { Source } from './deliverables.ts'
import type { Leaving } from './embedding-run.ts'
import { createNaming } from './naming.ts'
import { stepper } from './submission-progress.ts'
import type { SubmissionRequest } from './submission-request.ts'

/** A picture under the name it leaves with, and its entry in the ledger. */
export interface Ready extends Leaving {
  delivery: string
  /** What was read of it, before it was named. */
  before: PictureVersion
}

/** What came of entering pictures: their entries, and what names have changed. */
interface Entered {
  pictures: Ready[]
  renamed: { from: string; to: string }[]
  warnings: SubmissionWarning[]
}

interface Deps {
  library: Library
  ledger: Ledger
  now?: () => Date
}

/** What is to be entered. */
interface Batch {
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
export async function enterAll(
  { library, ledger, now = () => new Date() }: Deps,
  { sources, agency, batch, request }: Batch,
): Promise<Entered> {
  const at = now().toISOString()
  const by = request.by ?? 'program'
  request.signal?.throwIfAborted()
  const onStep = stepper(request, 'naming', sources)
  return ledger.add(async ({ entries }: LedgerContent, gotOn): Promise<Decision<Entered>> => {
    const name = createNaming(library, entries, { agency: agency.id, resubmit: request.resubmit ?? false })
    const result: Entered = { pictures: [], renamed: [], warnings: [] }
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

/** No CSV names these deliveries: what the ledger said of the pictures before holds again. */
export async function takeBack(
  { ledger, now = () => new Date() }: Deps,
  pictures: readonly Ready[],
  { by = 'program' }: SubmissionRequest,
): Promise<void> {
  const at = now().toISOString()
  const lines = pictures.map(
    ({ delivery }): NewLine => ({ line: 'undo', id: randomUUID(), at, by, undoes: delivery }),
  )
  await ledger.add(async () => ({ lines, result: undefined }))
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
