import { messageOf } from '../core/errors.ts'
import { idOf, placeOf, stemOf } from '../core/ids.ts'
import type { JournalWriter } from '../core/journal.ts'
import { deliveryName } from '../delivery/file-names.ts'
import type { JobContext, JobItem, JobKind, JobNote, JobProgress } from '../jobs/job.ts'
import type { Library } from '../library/library.ts'
import { GET_REAL_ESRGAN, type Model } from '../upscale/models.ts'
import type { MadePicture } from '../upscale/protocol.ts'
import type { UpscaleProgress, Upscaler, UpscaleSettings } from '../upscale/supervisor.ts'
import type { Speeds } from './speeds.ts'
import { type CropFocus, factsOf, focusOf, type UpscaleFacts, whySkip } from './upscale-facts.ts'

/** What a person or a program asks for when it presses "Upscale". */
export interface UpscaleInput {
  images: string[]
  model: string
  device: UpscaleSettings['device']
  tile: UpscaleSettings['tile']
  format: UpscaleSettings['format']
  quality: number
  target: UpscaleSettings['target']
  aspect: UpscaleSettings['aspect']
  focus: UpscaleSettings['focus']
  /** Whether the folder is opened on this machine at the end. */
  open: boolean
}

interface Deps {
  library: Library
  upscaler: Upscaler
  journal: JournalWriter
  /** Chooses a model and makes it ready to be opened. */
  choose: (wanted: string, signal: AbortSignal) => Promise<Model>
  openFolder: (generation: string) => Promise<void>
  speeds: Speeds
}

/** What a job makes when nothing else is asked for. */
export const USUAL_OUTPUT = {
  ...{ format: 'jpg', quality: 95, focus: 'centre' },
  target: { width: 3840, height: 2160 },
  aspect: { width: 16, height: 9 },
} satisfies Partial<UpscaleInput>

/** The job behind "Upscale selected": pictures of the library to checked 4K pictures in `upscaled/`. */
export function upscaleJob(deps: Deps): JobKind<UpscaleInput> {
  return async (input, context) => {
    const model = await deps.choose(input.model, context.signal)

    if (model.path === null) deps.journal.say(GET_REAL_ESRGAN)
    const { ready, settled } = await sort(deps, input, model)
    const made =
      ready.length > 0 ? await enlarge(deps, input, context, { ready, model }) : { items: [], notes: [] }
    const items = inOrder(input.images, [...settled, ...made.items])
    sayEnd(deps.journal, items)
    if (input.open) await openFolders(deps, items)
    return { items, notes: made.notes }
  }
}

interface Ready {
  id: string
  label: string
  source: string
  name: string
  focus: CropFocus | undefined
}

/** Parts the pictures into those to enlarge and those whose end is known: missing, or done before. */
async function sort({ library, journal }: Deps, input: UpscaleInput, model: Model) {
  const ready: Ready[] = []
  const settled: JobItem[] = []
  const taken = new Map<string, Set<string>>()

  for (const id of input.images) {
    try {
      const focus = await focusOf(library, id)
      const factsFor = (sha256: string) => factsOf(model, input, focus, sha256)
      const reason = await whySkip(library, id, { format: input.format, factsFor })
      if (reason) {
        journal.say(`${id}: skipped, ${reason}`)
        settled.push({ id, status: 'skipped', reason })
      } else {
        ready.push({ ...(await prepare(library, id, input.format, taken)), focus })
      }
    } catch (error) {
      journal.fail(`${id}: ${messageOf(error)}`, messageOf(error))
      settled.push({ id, status: 'failed', reason: messageOf(error) })
    }
  }
  return { ready, settled }
}

/** Finds the picture a name in `upscaled/`: the one it had before, else a free one. */
async function prepare(
  library: Library,
  id: string,
  format: UpscaleInput['format'],
  taken: Map<string, Set<string>>,
): Promise<Omit<Ready, 'focus'>> {
  const { generation, name } = placeOf(id)
  const source = await library.pathOf(id)
  const before = (await library.derivedOf(id, 'upscaled')).map((derived) => placeOf(derived.id).name)
  const names = taken.get(generation) ?? new Set((await library.siblings(generation, 'upscaled')).map(lower))
  taken.set(generation, names)
  const kept = before.find((old) => old.endsWith(`.${format}`))
  const delivered = kept ?? deliveryName(name, format, names)
  names.add(lower(delivered))
  return { id, label: name, source, name: delivered }
}

async function enlarge(
  deps: Deps,
  input: UpscaleInput,
  context: JobContext,
  { ready, model }: { ready: Ready[]; model: Model },
): Promise<{ items: JobItem[]; notes: JobNote[] }> {
  const { device, tile, format, quality, target, aspect, focus } = input
  const known = new Map(ready.map((item) => [item.id, item]))
  const sizes = await deps.library.find(ready.map(({ id }) => id))
  const began = performance.now()
  const report = await deps.upscaler.run(
    {
      items: ready.map(({ id, label, source, focus }) => ({ id, label, source, focus })),
      settings: { model, device, tile, target, aspect, focus, format, quality },
      workFolder: deps.library.workFolder(context.id),
      keepProcessed: true,
    },
    {
      signal: context.signal,
      onProgress: (progress) => context.progress(jobProgress(progress)),
      deliver: (item, made) => {
        const { name, focus: own } = known.get(item.id) ?? { name: item.label }
        return deliver(
          deps.library,
          { id: item.id, name },
          made,
          factsOf(model, input, own, made.sourceSha256),
        )
      },
    },
  )
  if (report.device && report.results.every(({ status }) => status === 'done')) {
    await deps.speeds.learn({ model: model.id, device: report.device }, sizes, performance.now() - began)
  }
  const items = report.results.map(({ id, status, reason, made, ms }) => {
    const target = known.get(id)?.name
    const result =
      made && target ? { image: idOf({ ...placeOf(id), stage: 'upscaled', name: target }), ms } : undefined
    return { id, status, ...(reason && { reason }), ...(result && { result }) } satisfies JobItem
  })
  return { items, notes: report.notes.map(noteOf) }
}

async function deliver(
  library: Library,
  item: { id: string; name: string },
  made: MadePicture,
  facts: UpscaleFacts,
) {
  const { stage, name } = placeOf(item.id)
  if (made.processed && stage === 'raw') {
    const before = await library.derivedOf(item.id, 'processed')
    const known = before[0] && placeOf(before[0].id).name
    const file = known ?? (await processedName(library, item.id, `${stemOf(name)}.png`))
    await library.placeDerived({ source: item.id, stage: 'processed', name: file, file: made.processed })
  }
  await library.placeDerived({
    source: item.id,
    stage: 'upscaled',
    name: item.name,
    file: made.file,
    facts: { upscaled: facts },
  })
}

/** Two pictures that differ only in their extension must not share one crop. */
async function processedName(library: Library, id: string, wanted: string): Promise<string> {
  const { generation, name } = placeOf(id)
  const taken = (await library.siblings(generation, 'processed')).map(lower)
  return taken.includes(lower(wanted)) ? `${name.replace(/\.([^.]+)$/, '-$1')}.png` : wanted
}

function noteOf(text: string): JobNote {
  return { code: text === GET_REAL_ESRGAN ? 'not_real_esrgan' : 'engine', text }
}

/** A picture that was cropped already lies as it lies. */
function jobProgress({ done, items, label, tile, tiles, eta }: UpscaleProgress): JobProgress {
  return {
    step: Math.min(items, done + 1),
    steps: items,
    label,
    part: tiles > 0 ? tile / tiles : 0,
    ...(eta !== null && { eta }),
    detail: { tile, tiles },
  }
}

function inOrder(ids: readonly string[], items: JobItem[]): JobItem[] {
  return ids.flatMap((id) => items.find((item) => item.id === id) ?? [])
}

function sayEnd(journal: JournalWriter, items: JobItem[]): void {
  const count = (status: JobItem['status']) => items.filter((item) => item.status === status).length
  const failed = count('failed')
  const parts = [`${count('done')} done`, `${count('skipped')} skipped`, `${failed} failed`].join(', ')
  if (count('cancelled') > 0) journal.say(`Cancelled: ${parts}, ${count('cancelled')} not finished.`)
  else if (failed === items.length) journal.say(`Nothing could be done: ${parts}.`)
  else if (failed > 0) journal.say(`Done, but not all: ${parts}.`)
  else journal.say(`All done! (모두 완료!) ${parts}.`)
}

async function openFolders({ openFolder }: Deps, items: JobItem[]): Promise<void> {
  const done = items.filter(({ status }) => status === 'done')
  const first = done[0] && placeOf(done[0].id).generation
  if (first) await openFolder(first)
}

function lower(name: string): string {
  return name.toLowerCase()
}
