import { messageOf } from '../core/errors.ts'
import type { ItemEnd, JobKind, JobNote, JobProgress } from '../jobs/job.ts'

/** How work went that was done at once. */
export interface RunReport {
  status: 'completed' | 'failed' | 'cancelled'
  error: string | null
  items: ItemEnd[]
  notes: JobNote[]
}

/** Does what a job does, in this process and without the queue: for the command line, where somebody waits for it. */
export async function runHere<Input>(
  kind: JobKind<Input>,
  { input, items }: { input: Input; items: readonly string[] },
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: JobProgress) => void },
): Promise<RunReport> {
  const ends = new Map<string, ItemEnd>()
  const notes: JobNote[] = []
  let error: string | null = null
  try {
    await kind.run({
      ...{ id: String(process.pid), machine: 'here', input, items, signal },
      pause: new AbortController().signal,
      progress: onProgress,
      begin() {},
      async settle(end) {
        ends.set(end.id, end)
      },
      log() {},
      note: (note) => void notes.push(note),
      device() {},
    })
  } catch (thrown) {
    error = messageOf(thrown)
  }
  const left = items.map((id) => ends.get(id) ?? ({ id, status: 'cancelled' } as const))
  const failed = error !== null || (items.length > 0 && left.every(({ status }) => status === 'failed'))
  const status = signal.aborted ? 'cancelled' : failed ? 'failed' : 'completed'
  return { status, error, items: left, notes }
}
