import { placeOf, stemOf } from '../../core/ids.ts'
import { agencyName } from '../../delivery/agencies/agencies.ts'
import { changedName, deliveryName, isDeliverable, type Taken } from '../../delivery/file-names.ts'
import type { LedgerEntry } from '../../delivery/ledger-lines.ts'
import type { SubmissionWarning } from '../../delivery/submission.ts'
import type { Image, Library } from '../../library/library.ts'

/** A picture with the name it leaves under. */
export interface Named {
  /** Its id under that name. */
  id: string
  name: string
  /** What the picture is called in the ledger: the id of what it was made from, or its own. */
  key: string
  /** The name it had before, when it got another one. */
  before: string | null
  warnings: SubmissionWarning[]
}

interface Request {
  agency: string
  /** Whether a picture that was submitted before, and of which nothing was heard, is submitted once more, under another name. */
  resubmit: boolean
}

/**
 * Gives pictures the names they leave under, one after the other, notes that beside them, and renames files where it must.
 *
 * A name that is short, plain and nobody else's stays. No two pictures leave under one name, whatever the agency; one
 * that was rejected gets a changed name, as Adobe asks for a new try.
 */
export function createNaming(
  library: Pick<Library, 'siblings' | 'deliveries'>,
  entries: readonly LedgerEntry[],
  request: Request,
): (image: Image, original: string) => Promise<Named> {
  const users = new Map<string, Set<string>>()
  const use = (name: string, key: string) => {
    const known = users.get(name.toLowerCase()) ?? new Set()
    users.set(name.toLowerCase(), known.add(key))
  }
  for (const { name, picture, id } of entries) use(name, picture ?? id)
  const byPicture = Map.groupBy(entries, ({ picture }) => picture)
  const byFile = new Map(entries.flatMap(({ file, picture }) => (file && picture ? [[file, picture]] : [])))

  return async (image, original) => {
    const key = keyOf({ byPicture, byFile }, image)
    const own = byPicture.get(key) ?? []
    const last = own.findLast(({ agency, name }) => agency === request.agency && isSame(name, image.name))
    const mustChange = isOver(last, request.resubmit)
    const isOthers = (name: string) => [...(users.get(name) ?? [])].some((user) => user !== key)
    const isMine = !isOthers(image.name.toLowerCase())
    const factsFor = (name: string) => {
      const agencies = { ...namesByAgency(entries, key), [request.agency]: name }
      return { delivered: { original, name, agencies } }
    }
    if (!mustChange && isMine && isDeliverable(image.name)) {
      use(image.name, key)
      await library.deliveries.note(image.id, factsFor(image.name))
      return { id: image.id, name: image.name, key, before: null, warnings: submittedBefore(last) }
    }
    const stems = await takenStems(library, image)
    const taken: Taken = {
      has: (name) => users.has(name) || stems.has(stemOf(name)),
    }
    const extension = image.name.slice(stemOf(image.name).length + 1)
    const name = mustChange ? changedName(image.name, taken) : deliveryName(original, extension, taken)
    use(name, key)
    const id = await library.deliveries.rename(image.id, name, factsFor(name))
    return { id, name, key, before: image.name, warnings: elsewhere(own, { image, name, request }) }
  }
}

/**
 * What a picture is called in the ledger. A file that named no source when it was first delivered is known by the id
 * it had then, also when its sidecar names one by now.
 */
function keyOf(
  {
    byPicture,
    byFile,
  }: { byPicture: ReadonlyMap<string | null, unknown>; byFile: ReadonlyMap<string, string> },
  { id, source }: Image,
): string {
  if (source && byPicture.has(source)) return source
  const known = byFile.get(id)
  const isOwn = known !== undefined && placeOf(known).stage === 'upscaled'
  return isOwn ? known : (source ?? id)
}

/** What was taken is on sale: once more under another name it would count as a duplicate. */
function isOver(last: LedgerEntry | undefined, resubmit: boolean): boolean {
  return last?.state === 'rejected' || (resubmit && last?.state === 'submitted')
}

async function takenStems(
  library: Pick<Library, 'siblings'>,
  { generation, name }: Image,
): Promise<Set<string>> {
  const files = await library.siblings(generation, 'upscaled')
  const own = stemOf(name).toLowerCase()
  return new Set(files.map((file) => stemOf(file).toLowerCase()).filter((stem) => stem !== own))
}

function submittedBefore(last: LedgerEntry | undefined): SubmissionWarning[] {
  if (!last || last.state === 'prepared') return []
  const agency = agencyName(last.agency)
  const on = last.changed.slice(0, 10)
  return [
    {
      name: last.name,
      code: 'submitted_before',
      message: `It was submitted to ${agency} before (${last.state} on ${on}); this row corrects that one.`,
      values: { agency, on, state: last.state },
    },
  ]
}

/** Somebody may have made a CSV for another agency and not uploaded it yet: it names a file that has another name now. */
function elsewhere(
  own: readonly LedgerEntry[],
  { image, name, request }: { image: Image; name: string; request: Request },
): SubmissionWarning[] {
  const others = own.filter(
    (entry) =>
      entry.agency !== request.agency && entry.state === 'prepared' && isSame(entry.name, image.name),
  )
  return others.map((entry) => {
    const agency = agencyName(entry.agency)
    return {
      name,
      code: 'renamed_elsewhere',
      message: `It was called ${image.name} when the CSV for ${agency} was made, which names it so; make that CSV again.`,
      values: { before: image.name, agency },
    }
  })
}

/** Names of all agencies that a picture left under, with the newest for each. */
function namesByAgency(entries: readonly LedgerEntry[], key: string): Record<string, string> {
  return Object.fromEntries(
    entries.filter(({ picture }) => picture === key).map(({ agency, name }) => [agency, name]),
  )
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
