import { AppError, isRefusal } from '../core/errors.ts'
import { idOf, placeOf } from '../core/ids.ts'
import type { JournalWriter } from '../core/journal.ts'
import type { ItemEnd, JobContext, JobKind, JobNote, JobProgress } from '../jobs/job.ts'
import type { Library } from '../library/library.ts'
import { GET_REAL_ESRGAN, type Model } from '../upscale/models.ts'
import type { UpscaleProgress, UpscaleResult, Upscaler, UpscaleSettings } from '../upscale/supervisor.ts'
import type { Speeds } from './speeds.ts'
import { factsOf } from './upscale-facts.ts'
import type { UpscaleInput } from './upscale-input.ts'
import { placeMade } from './upscale-placing.ts'
import { planUpscale } from './upscale-plan.ts'
import { type Ready, type Run, sortOut } from './upscale-sorting.ts'

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
      const { ready, skipped } = await sortOut(deps.library, run, model)
      const done = ready.length > 0 ? await enlarge(deps, run, { ready, model }) : []
      sayEnd(log, { counts, isPaused: context.pause.aborted, items: items.length })
      if (input.open === context.machine) await openFolder(deps, [...done, ...skipped])
    },
  }
}

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
        return placeMade(deps.library, { id: item.id, name }, made, facts)
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
