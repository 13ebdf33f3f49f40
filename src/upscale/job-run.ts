import { AppError, isRefusal, messageOf, stackOf } from '../core/errors.ts'
import type { JournalWriter } from '../core/journal.ts'
import { GET_REAL_ESRGAN } from './models.ts'
import { createNarration } from './narration.ts'
import type { FromWorker } from './protocol.ts'
import type { Avoided, Provider } from './providers.ts'
import type { UpscaleHooks, UpscaleItem, UpscaleReport, UpscaleResult, UpscaleTask } from './supervisor.ts'
import { describeDeath, endDetails, type WorkerEnd } from './worker-end.ts'
import { startWorker, type WorkerLimits, type WorkerProcess } from './worker-process.ts'

/** One job on its way. */
export interface JobRun {
  /** Runs the job once, with its temporary files in `folder`. */
  run(folder: string): Promise<UpscaleReport>
  /** Lets the worker finish what it is at; no other picture is begun. */
  pause(): void
  /** Asks the worker to stop and kills it after `graceMs`; no other is started. */
  cancel(graceMs: number): void
}

/** What a job needs. */
export interface JobRunDeps {
  task: UpscaleTask
  hooks: UpscaleHooks
  journal: JournalWriter
  entry: string
  limits: WorkerLimits
  /** Providers that "auto" leaves out; what a worker finds out is added. */
  avoid: Avoided
}

/** Why a picture failed, for the error log, and whether that may pass. */
interface Failure {
  details: string
  isPassing?: boolean
}

type Message<Type extends FromWorker['type']> = Extract<FromWorker, { type: Type }>

/**
 * Prepares a job. Its worker is in one of these states:
 *
 *   starting   forked, not yet `ready`
 *   opening    looks for a device; `trying` is the one that may take the process along
 *   working    makes the pictures it was given; those it is at are `inWork`
 *   asked      was told to cancel, and will be killed when its grace is over
 *   ended      process and channel are gone; `judge` decides what that means
 *
 * A worker that dies at a picture takes only that one with it: a fresh worker goes on with the rest. When
 * several were in work nobody knows whose fault it was, so they are made again, one by one.
 */
export function createJobRun({ task, hooks, journal, entry, limits, avoid }: JobRunDeps): JobRun {
  const { items, settings } = task
  const narration = createNarration(task, hooks, journal)
  const results = new Map<number, UpscaleResult>()
  const notes = new Set<string>(settings.model.isBuiltIn ? [GET_REAL_ESRGAN] : [])
  let engine: { device: string; why: string } | null = null
  let worker: WorkerProcess | null = null
  const inWork = new Set<number>()
  const suspects = new Set<number>()
  let trying: Provider | null = null
  let refusal: Message<'job-refused'> | null = null
  let isFinished = false
  let isCancelled = false
  let isPaused = false
  /** The most memory taken since each picture in work was begun, in bytes. */
  const peaks = new Map<number, number>()
  /** Messages are heard one after the other, so that a picture is delivered before the next is spoken of. */
  let hearing: Promise<void> = Promise.resolve()

  async function run(folder: string): Promise<UpscaleReport> {
    for (let left = remaining(); left.length > 0 && !isCancelled && !isPaused; left = remaining()) {
      const suspected = left.filter((index) => suspects.has(index))
      const given = suspected.length > 0 ? suspected : left
      const end = await runWorker(given, folder)
      await hearing
      judge(end, given)
    }
    narration.jobDone()
    return report()
  }

  function remaining(): number[] {
    return [...items.keys()].filter((index) => !results.has(index))
  }

  function runWorker(given: number[], folder: string): Promise<WorkerEnd> {
    inWork.clear()
    trying = null
    isFinished = false
    worker = startWorker({ entry, limits, onMessage, say: (line) => journal.say(`worker: ${line}`) })
    return worker.ended

    function onMessage(message: FromWorker): void {
      hearing = hearing.then(() => (message.type === 'ready' ? start(given, folder) : hear(message)))
      hearing.catch(() => worker?.cancel(0)) // a bug, or a full disk: thrown on when the worker is gone
    }
  }

  function start(given: number[], workFolder: string): void {
    const { model, ...rest } = settings
    worker?.send({
      type: 'start',
      items: given.map((index) => ({ index, source: itemAt(index).source, focus: itemAt(index).focus })),
      settings: { ...rest, modelPath: model.path, overlap: model.overlap, align: model.align },
      oneByOne: given.some((index) => suspects.has(index)),
      avoid,
      workFolder,
      keepProcessed: task.keepProcessed,
    })
    if (isPaused) worker?.pause()
  }

  async function hear(message: FromWorker): Promise<void> {
    switch (message.type) {
      case 'provider-tried':
        trying = message.provider
        break
      case 'provider-refused':
        avoid[message.provider] = message.reason
        break
      case 'job-started':
        trying = null
        if (!engine) narration.jobStarted(message.device, message.why)
        engine = { device: message.device, why: message.why }
        break
      case 'job-refused':
        refusal = message
        break
      case 'heartbeat':
        for (const [index, peak] of peaks) peaks.set(index, Math.max(peak, message.memory))
        break
      case 'job-done':
        isFinished = true
        break
      case 'log':
        narration.remark(message.index ?? onlyOne(), message.text)
        break
      case 'item-started':
        begin(message.index)
        break
      case 'tile':
      case 'item-done':
      case 'item-failed':
        if (inWork.has(message.index)) await hearOfItem(message)
        else journal.say('worker: spoke of another picture than its own; ignored')
    }
  }

  function begin(index: number): void {
    if (items[index] && !results.has(index)) {
      inWork.add(index)
      peaks.set(index, 0)
      narration.itemStarted(index)
      hooks.onBegin?.(itemAt(index))
    } else {
      journal.say('worker: began a picture that is not its to make; ignored')
    }
  }

  async function hearOfItem(message: Message<'tile' | 'item-done' | 'item-failed'>): Promise<void> {
    if (message.type === 'tile') narration.tile(message.index, message.done, message.total)
    else if (message.type === 'item-done') await deliver(message)
    else fail(message.index, message.reason, message)
  }

  async function deliver({ index, made, ms, notes: found }: Message<'item-done'>): Promise<void> {
    const item = itemAt(index)
    leave(index)
    try {
      await hooks.deliver(item, made)
    } catch (error) {
      return fail(index, messageOf(error), { details: stackOf(error), isPassing: isRefusal(error) })
    }
    for (const note of found) notes.add(`${item.label}: ${note}`)
    narration.itemDone(index, ms, found)
    end(index, { id: item.id, status: 'done', made, ms })
  }

  function fail(index: number, reason: string, { details, isPassing = false }: Failure): void {
    leave(index)
    narration.itemFailed(index, reason, details)
    end(index, { id: itemAt(index).id, status: 'failed', reason, isPassing })
  }

  function end(index: number, how: UpscaleResult): void {
    const peakMemory = peaks.get(index)
    peaks.delete(index)
    const result = { ...how, ...(peakMemory && { peakMemory }) }
    results.set(index, result)
    hooks.onEnd?.(result)
  }

  function leave(index: number): void {
    if (inWork.delete(index)) narration.itemLeft(index)
  }

  /** The picture that the worker is at, when it is at one only. */
  function onlyOne(): number | null {
    return inWork.size === 1 ? ([...inWork][0] ?? null) : null
  }

  /** Decides by the messages and the exit code what an ended worker means; throws when the job cannot go on. */
  function judge(end: WorkerEnd, given: number[]): void {
    if (isCancelled) return
    if (refusal) {
      journal.fail(refusal.reason, refusal.details)
      throw new AppError('unavailable', refusal.reason)
    }
    const left = given.filter((index) => !results.has(index))
    if (isPaused && isFinished) return
    const [only, ...others] = inWork
    if (isFinished || left.length === 0) {
      if (end.code !== 0) journal.say(`worker: stumbled after its last picture (${endDetails(end)})`)
      for (const index of left) fail(index, 'The worker left this picture out.', { details: endDetails(end) })
    } else if (others.length > 0) {
      suspect(end)
    } else if (only !== undefined) {
      fail(only, describeDeath(end), { details: endDetails(end), isPassing: true })
    } else if (trying && settings.device === 'auto' && !avoid[trying]) {
      avoid[trying] = `it ended the process (${describeDeath(end)})`
      journal.fail(`${trying} cannot be used here. ${describeDeath(end)}`, endDetails(end))
    } else {
      journal.fail(describeDeath(end), endDetails(end))
      throw new AppError('worker_died', describeDeath(end))
    }
  }

  function suspect(end: WorkerEnd): void {
    const text = `${inWork.size} pictures were in work and are made again, one by one.`
    journal.fail(`${describeDeath(end)} ${text}`, endDetails(end))
    for (const index of [...inWork]) {
      suspects.add(index)
      inWork.delete(index)
      narration.itemDropped(index)
    }
  }

  function report(): UpscaleReport {
    const { id, isRealEsrgan } = settings.model
    const all = items.map(
      (item, index) => results.get(index) ?? ({ id: item.id, status: 'cancelled' } as const),
    )
    return {
      ...{ results: all, model: id, isRealEsrgan, notes: [...notes] },
      device: engine?.device ?? null,
      why: engine?.why ?? null,
    }
  }

  function itemAt(index: number): UpscaleItem {
    const item = items[index]
    if (!item) throw new Error(`There is no item ${index}.`)
    return item
  }

  return {
    run,
    pause() {
      isPaused = true
      worker?.pause()
    },
    cancel(graceMs) {
      isCancelled = true
      worker?.cancel(graceMs)
    },
  }
}
