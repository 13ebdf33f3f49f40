import { messageOf, stackOf } from '../core/errors.ts'
import type { Pixels } from '../imaging/pixels.ts'
import type { Engine } from './engine.ts'
import { createEngines } from './engines.ts'
import { enlargePicture } from './enlargement.ts'
import { type Footing, footingsFrom, footingText } from './footing.ts'
import { finishPicture, type PictureJob, type ReadPicture, readPicture, sizeNotes } from './picture.ts'
import { runPipeline } from './pipeline.ts'
import type { FromWorker, WorkItem } from './protocol.ts'

/** What the pictures of a job are made with. */
export interface Work extends PictureJob {
  /** In the order in which they are to be made. */
  items: readonly WorkItem[]
  oneByOne: boolean
  engine: Engine
  /** Opens the model on the CPU, for pictures that fail on another device. */
  openOnCpu: () => Promise<Engine>
  tell: (message: FromWorker) => void
  /** Aborted when no other picture is to be begun. */
  pause?: AbortSignal
}

/** One try at one picture. */
interface Attempt {
  item: WorkItem
  /** Which of the job's footings it stands on. */
  step: number
  /** Why the tries before it failed. */
  faults: string[]
}

type Read = ReadPicture & { attempt: Attempt }
type Large = Read & { large: Pixels }

/**
 * Makes pictures: reads, enlarges, saves and checks them, three at a time in different stages.
 *
 * A result that fails its check, or a device that fails at it, is tried again on a safer footing; once
 * that worked, the rest of the job stays there. What is done, failed or tried again is told as it
 * happens. Returns early when the signal aborts, and closes the engines in any case.
 */
export async function makePictures(work: Work): Promise<void> {
  const { engine, tell, signal, settings } = work
  const queue: Attempt[] = work.items.map((item) => ({ item, step: 0, faults: [] }))
  const footings = footingsFrom({ tile: settings.tile, device: engine.device })
  const engines = createEngines(engine, work.openOnCpu)
  let usual = 0

  async function read(attempt: Attempt): Promise<Read | null> {
    if (attempt.faults.length === 0) tell({ type: 'item-started', index: attempt.item.index })
    try {
      return { ...(await readPicture(attempt.item, work)), attempt }
    } catch (error) {
      return fail(attempt, error)
    }
  }

  async function enlarge(read: Read): Promise<Large | null> {
    const { attempt, picture, size, clock } = read
    const { index } = attempt.item
    attempt.step = Math.max(attempt.step, usual)
    const footing = footingAt(attempt.step)
    try {
      const chosen = await engines.on(footing.device)
      const options = {
        ...{ tile: footing.tile, target: size, signal },
        onTile: (done: number, total: number) => tell({ type: 'tile', index, done, total }),
        onSmaller(tile: number) {
          footing.tile = tile // for the pictures to come, too
          tell({ type: 'log', index, text: `ran out of memory, goes on with tiles of ${tile}` })
        },
      }
      return { ...read, large: await clock('enlarge', () => enlargePicture(chosen, picture, options)) }
    } catch (error) {
      const elsewhere = footings.findIndex(({ device }, n) => n > attempt.step && device !== footing.device)
      return elsewhere < 0
        ? fail(attempt, error)
        : tryAgain(attempt, elsewhere, `${footing.device} failed: ${messageOf(error)}`)
    }
  }

  async function finish({ attempt, large, ...read }: Large): Promise<void> {
    try {
      const result = await finishPicture(attempt.item, read, large, work)
      if (typeof result === 'string') judgeFault(attempt, result)
      else {
        usual = Math.max(usual, attempt.step)
        const notes = [...result.notes, ...notesOn(attempt, read)]
        tell({ type: 'item-done', index: attempt.item.index, ...result, notes })
      }
    } catch (error) {
      fail(attempt, error)
    }
  }

  function judgeFault(attempt: Attempt, fault: string): void {
    const next = attempt.step + 1
    if (next < footings.length) tryAgain(attempt, next, `the result failed its check: ${fault}`)
    else fail(attempt, checkFailed(fault, [...attempt.faults, fault].length, footingAt(attempt.step)))
  }

  function tryAgain({ item, faults }: Attempt, step: number, fault: string): null {
    if (signal.aborted) return null
    queue.unshift({ item, step, faults: [...faults, fault] })
    const text = `${fault.replace(/\.?$/, '.')} It is made again ${footingText(footingAt(step))}.`
    tell({ type: 'log', index: item.index, text })
    return null
  }

  function fail({ item: { index } }: Attempt, error: unknown): null {
    if (!signal.aborted)
      tell({ type: 'item-failed', index, reason: messageOf(error), details: detailsOf(error) })
    return null
  }

  function notesOn({ step, faults }: Attempt, { picture, size }: ReadPicture): string[] {
    return [
      ...sizeNotes(picture, size, engine.scale),
      ...(faults.length > 0 ? [`it failed at first and was made ${footingText(footingAt(step))}`] : []),
    ]
  }

  function footingAt(step: number): Footing {
    return footings[step] ?? { tile: settings.tile, device: engine.device }
  }

  /** While pausing, only what was begun is gone on with. */
  function next(): Attempt | undefined {
    const mayBegin = !work.pause?.aborted || (queue[0]?.faults.length ?? 0) > 0
    return signal.aborted || !mayBegin ? undefined : queue.shift()
  }

  await runPipeline({ next, read, enlarge, finish }, work.oneByOne)
  await engines.close()
}

function checkFailed(fault: string, tries: number, { tile, device }: Footing): Error {
  const how = tries > 1 ? ` ${tries} times, at last ${footingText({ tile, device })},` : ''
  return new Error(
    `The enlarged picture failed its check${how} and was not kept. ${fault} Try another model.`,
  )
}

/** Returns all that is known about an error, for the error log. */
export function detailsOf(error: unknown): string {
  const cause =
    error instanceof Error && error.cause !== undefined ? `\ncaused by: ${stackOf(error.cause)}` : ''
  return stackOf(error) + cause
}
