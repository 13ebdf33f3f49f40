import { AppError, isRefusal, messageOf } from '../core/errors.ts'
import { idOf, placeOf, stemOf } from '../core/ids.ts'
import type { JournalWriter } from '../core/journal.ts'
import { deliveryName } from '../delivery/file-names.ts'
import type { ItemEnd, JobContext, JobKind, JobNote, JobProgress } from '../jobs/job.ts'
import type { Library } from '../library/library.ts'
import { GET_REAL_ESRGAN, type Model } from '../upscale/models.ts'
import type { MadePicture } from '../upscale/protocol.ts'
import type { UpscaleProgress, UpscaleResult, Upscaler, UpscaleSettings } from '../upscale/supervisor.ts'
import type { Speeds } from './speeds.ts'
import { type CropFocus, factsOf, focusOf, type UpscaleFacts, whySkip } from './upscale-facts.ts'
import { planUpscale } from './upscale-plan.ts'

/** What a person or a program asks for when it presses "Upscale". */
export interface UpscaleInput {
  model: string
  tile: UpscaleSettings['tile']
  format: UpscaleSettings['format']
  quality: number
  target: UpscaleSettings['target']
  aspect: UpscaleSettings['aspect']
  focus: UpscaleSettings['focus']
  /** The machine on which the folder is opened at the end, if it is the one that did the work. */
  open: string | null
}

interface Deps {
  library: Library
  upscaler: Upscaler
  journal: JournalWriter
  /** Chooses a model and makes it ready to be opened. */
  choose: (wanted: string, signal: AbortSignal) => Promise<Model>
  openFolder: (generation: string) => Promise<void>
  speeds: Speeds
  /** What is asked for when nobody says otherwise. */
  usual: Pick<UpscaleInput, 'model' | 'tile'>
  /** What this machine computes on, whichever machine asked for the job. */
  device: UpscaleSettings['device']
}

/** What a job makes when nothing else is asked for. */
export const USUAL_OUTPUT = {
  ...{ format: 'jpg', quality: 95, focus: 'centre' },
  target: { width: 3840, height: 2160 },
  aspect: { width: 16, height: 9 },
} satisfies Partial<UpscaleInput>

/** The job behind "Upscale selected": pictures of the library to checked 4K pictures in `upscaled/`. */
export function upscaleJob(deps: Deps): JobKind<UpscaleInput> {
  return {
    isPassing: (error) => (error instanceof AppError && error.code === 'worker_died') || isRefusal(error),
    plan: (wish) => planUpscale(deps, wish),
    async run(context) {
      const { input, items } = context
      const log = journalOf(deps.journal, context)
      const model = await deps.choose(input.model, context.signal)
      if (model.isBuiltIn) log.say(GET_REAL_ESRGAN)
      const counts = new Map<ItemEnd['status'], number>()
      const settle = (end: ItemEnd) => {
        counts.set(end.status, (counts.get(end.status) ?? 0) + 1)
        return context.settle(end)
      }
      const run = { ...context, settle, journal: log }
      const { ready, skipped } = await sort(deps, run, model)
      const done = ready.length > 0 ? await enlarge(deps, run, { ready, model }) : []
      sayEnd(log, { counts, isPaused: context.pause.aborted, items: items.length })
      if (input.open === context.machine) await openFolder(deps, [...done, ...skipped])
    },
  }
}

/** A running job, with a journal that its watchers read, too. */
type Run = JobContext<UpscaleInput> & { journal: JournalWriter }

/** What a job says is for the log of this machine and for those who watch from another one. */
function journalOf(journal: JournalWriter, { log }: JobContext<UpscaleInput>): JournalWriter {
  return {
    say(text) {
      journal.say(text)
      log(text)
    },
    fail(text, details) {
      journal.fail(text, details)
      log(text, 'error')
    },
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
async function sort(
  { library }: Deps,
  run: Run,
  model: Model,
): Promise<{ ready: Ready[]; skipped: string[] }> {
  const { input, journal } = run
  const ready: Ready[] = []
  const skipped: string[] = []
  const taken = new Map<string, Set<string>>()

  for (const id of run.items) {
    if (run.signal.aborted || run.pause.aborted) break
    try {
      const focus = await focusOf(library, id)
      const factsFor = (sha256: string) => factsOf(model, input, focus, sha256)
      const reason = await whySkip(library, id, { format: input.format, factsFor })
      if (reason) {
        journal.say(`${id}: skipped, ${reason}`)
        skipped.push(id)
        await run.settle({ id, status: 'skipped', reason })
      } else {
        ready.push({ ...(await prepare(library, id, input.format, taken)), focus })
      }
    } catch (error) {
      journal.fail(`${id}: ${messageOf(error)}`, messageOf(error))
      await run.settle({ id, status: 'failed', reason: messageOf(error), isPassing: isRefusal(error) })
    }
  }
  return { ready, skipped }
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

/** Enlarges what is ready and returns the ids of what was made. */
async function enlarge(
  deps: Deps,
  run: Run,
  { ready, model }: { ready: Ready[]; model: Model },
): Promise<string[]> {
  const { input, signal, pause, journal } = run
  const { tile, format, quality, target, aspect, focus } = input
  const known = new Map(ready.map((item) => [item.id, item]))
  const sizes = await deps.library.find(ready.map(({ id }) => id))
  const began = performance.now()
  const before = run.items.length - ready.length
  const report = await deps.upscaler.run(
    {
      items: ready.map(({ id, label, source, focus }) => ({ id, label, source, focus })),
      settings: { model, device: deps.device, tile, target, aspect, focus, format, quality },
      workFolder: deps.library.workFolder(run.id),
      keepProcessed: true,
    },
    {
      ...{ signal, pause, journal },
      onProgress: (progress) => run.progress(jobProgress(progress, before)),
      onBegin: ({ id }) => run.begin(id),
      onEnd: (result) => void run.settle(endOf(result, known.get(result.id)?.name)),
      deliver: (item, made) => {
        const { name, focus: own } = known.get(item.id) ?? { name: item.label }
        const facts = factsOf(model, input, own, made.sourceSha256)
        return deliver(deps.library, { id: item.id, name }, made, facts)
      },
    },
  )
  if (report.device) run.device(report.device)
  for (const note of report.notes) run.note(noteOf(note))
  if (report.device && report.results.every(({ status }) => status === 'done')) {
    await deps.speeds.learn({ model: model.id, device: report.device }, sizes, performance.now() - began)
  }
  return report.results.filter(({ status }) => status === 'done').map(({ id }) => id)
}

function endOf(
  { id, status, reason, isPassing, made, ms, peakMemory }: UpscaleResult,
  name?: string,
): ItemEnd {
  const result =
    made && name ? { image: idOf({ ...placeOf(id), stage: 'upscaled', name }), ...(ms && { ms }) } : undefined
  const total = ms && Object.values(ms).reduce((sum, value) => sum + value, 0)
  return {
    ...{ id, status },
    ...(reason && { reason }),
    ...(isPassing && { isPassing }),
    ...(result && { result }),
    ...(total && { ms: total }),
    ...(peakMemory && { peakMemory }),
  }
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

/** How far the whole job is: `before` pictures were through before these were begun. */
function jobProgress({ done, items, label, tile, tiles, eta }: UpscaleProgress, before: number): JobProgress {
  return {
    step: before + Math.min(items, done + 1),
    steps: before + items,
    label,
    part: tiles > 0 ? tile / tiles : 0,
    ...(eta !== null && { eta }),
    detail: { tile, tiles },
  }
}

function sayEnd(
  journal: JournalWriter,
  { counts, isPaused, items }: { counts: Map<ItemEnd['status'], number>; isPaused: boolean; items: number },
): void {
  const count = (status: ItemEnd['status']) => counts.get(status) ?? 0
  const failed = count('failed')
  const left = items - count('done') - count('skipped') - failed
  const parts = [`${count('done')} done`, `${count('skipped')} skipped`, `${failed} failed`].join(', ')
  if (left > 0) journal.say(`${isPaused ? 'Paused' : 'Cancelled'}: ${parts}, ${left} not finished.`)
  else if (failed === items) journal.say(`Nothing could be done: ${parts}.`)
  else if (failed > 0) journal.say(`Done, but not all: ${parts}.`)
  else journal.say(`All done! (모두 완료!) ${parts}.`)
}

async function openFolder(deps: Deps, made: string[]): Promise<void> {
  if (made[0]) await deps.openFolder(placeOf(made[0]).generation)
}

function lower(name: string): string {
  return name.toLowerCase()
}
