import type { JournalWriter } from '../core/journal.ts'
import { createPace } from './pace.ts'
import type { StageTimes } from './protocol.ts'
import type { UpscaleHooks, UpscaleProgress, UpscaleTask } from './supervisor.ts'

/** Tells a person how a job goes: lines for the journal, and progress with the time that is left. */
export interface Narration {
  jobStarted(device: string, why: string): void
  itemStarted(index: number): void
  tile(index: number, done: number, total: number): void
  itemDone(index: number, ms: StageTimes, notes: readonly string[]): void
  itemFailed(index: number, reason: string, details: string): void
  /** The worker let go of a picture: made, failed, or dead with it. */
  itemLeft(index: number): void
  /** A picture will be begun again. */
  itemDropped(index: number): void
  /** Passes on a remark of the worker, about a picture when `index` is not null. */
  remark(index: number | null, text: string): void
  jobDone(): void
}

/** A line about tiles is written at most this often; progress is told for every tile. */
const tileLineMs = 2000

/** Creates the narrator of one job. */
export function createNarration(
  { items, settings }: UpscaleTask,
  { onProgress }: Pick<UpscaleHooks, 'onProgress'>,
  journal: JournalWriter,
): Narration {
  const pace = createPace(items.length)
  let tileSaid = 0
  /** The picture whose tiles are told; the next one is begun meanwhile. */
  let enlarging: number | null = null

  const label = (index: number) => items[index]?.label ?? ''
  const tag = (index: number) => `[${index + 1}/${items.length}] ${label(index)}`

  function progress(phase: UpscaleProgress['phase'], index: number, tile = 0, tiles = 0): void {
    const [msPerImage, eta] = [pace.msPerImage(), phase === 'done' ? 0 : pace.eta()]
    const [done, count] = [pace.finished(), items.length]
    onProgress({ index, items: count, done, label: label(index), tile, tiles, phase, msPerImage, eta })
  }

  return {
    jobStarted(device, why) {
      const pictures = items.length === 1 ? '1 picture' : `${items.length} pictures`
      journal.say(`${pictures} with ${settings.model.id} on ${device} (${why})`)
    },
    itemStarted(index) {
      pace.begin(index)
      journal.say(`${tag(index)}: started`)
      if (enlarging === null) progress('reading', index)
    },
    tile(index, done, total) {
      pace.reach(index, done / total)
      if (enlarging !== index) tileSaid = Date.now()
      enlarging = done < total ? index : null
      progress(done < total ? 'enlarging' : 'saving', index, done, total)
      if (Date.now() - tileSaid < tileLineMs) return
      tileSaid = Date.now()
      journal.say(`${tag(index)}: tile ${done} of ${total}`)
    },
    itemDone(index, ms, notes) {
      journal.say([`${tag(index)}: done in ${timesText(ms)}`, ...notes].join('; '))
    },
    itemFailed: (index, reason, details) => journal.fail(`${tag(index)}: failed. ${reason}`, details),
    itemLeft(index) {
      pace.finish(index)
      if (enlarging === index) enlarging = null
    },
    itemDropped(index) {
      pace.drop(index)
      if (enlarging === index) enlarging = null
    },
    remark: (index, text) => journal.say(index === null ? text : `${tag(index)}: ${text}`),
    jobDone: () => progress('done', items.length - 1),
  }
}

function timesText(ms: StageTimes): string {
  const total = Object.values(ms).reduce((sum, value) => sum + value, 0)
  const stages = Object.entries(ms).map(([stage, value]) => `${stage} ${value.toLocaleString('en-US')} ms`)
  return `${(total / 1000).toFixed(1)} s (${stages.join(', ')})`
}
