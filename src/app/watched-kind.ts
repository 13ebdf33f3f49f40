import { messageOf } from '../core/errors.ts'
import type { ItemEnd, JobKind } from '../jobs/job.ts'

/** What a job does on this machine, for whoever watches it. */
export type WorkEvent =
  | { event: 'begun'; job: string; kind: string; items: number }
  | { event: 'line'; job: string; kind: string; level: 'info' | 'error'; text: string }
  | ({ event: 'item'; job: string; kind: string } & Pick<ItemEnd, 'status' | 'reason'> & { item: string })
  /** `held` goes back into the queue; a job that failed may be tried again. */
  | { event: 'left'; job: string; kind: string; why: 'done' | 'held' | 'failed'; reason?: string }

/** Lets somebody watch what a kind of job does on this machine. */
export function watched<Input>(
  name: string,
  kind: JobKind<Input>,
  watch: (event: WorkEvent) => void,
): JobKind<Input> {
  return {
    ...kind,
    async run(context) {
      const about = { job: context.id, kind: name }
      watch({ event: 'begun', ...about, items: context.items.length })
      try {
        await kind.run({
          ...context,
          log(text, level = 'info') {
            watch({ event: 'line', ...about, level, text })
            context.log(text, level)
          },
          async settle(end) {
            await context.settle(end)
            const { id: item, status, reason } = end
            watch({ event: 'item', ...about, item, status, ...(reason && { reason }) })
          },
        })
      } catch (error) {
        watch({ event: 'left', ...about, why: 'failed', reason: messageOf(error) })
        throw error
      }
      const isHeld = context.signal.aborted || context.pause.aborted
      watch({ event: 'left', ...about, why: isHeld ? 'held' : 'done' })
    },
  }
}
