/**
 * The upscale worker: a process that is forked for one job, makes its pictures, and ends.
 *
 * It may crash, run out of memory or be killed at any moment without harm, because all it ever writes
 * are temporary files in its work folder, and it never outlives the process that started it.
 */
import { rmSync } from 'node:fs'
import { AppError, messageOf, stackOf } from '../core/errors.ts'
import { openEngine } from './engine.ts'
import { makePicture, workPath } from './picture.ts'
import { type FromWorker, ToWorker } from './protocol.ts'
import { createResampler } from './resampler.ts'

type Start = Extract<ToWorker, { type: 'start' }>

const cancelling = new AbortController()
let folder: string | null = null
let finished = false

process.on('message', (message: unknown) => {
  const { success, data } = ToWorker.safeParse(message)
  if (!success) tell({ type: 'log', text: 'The worker ignores a message that it does not know.' })
  else if (data.type === 'cancel') cancelling.abort(new AppError('cancelled', 'Cancelled.'))
  else void work(data)
})

// Ctrl-C in a terminal reaches every process of it; the dashboard decides what becomes of the job
process.on('SIGINT', () => {})

process.on('disconnect', () => {
  if (finished) return
  try {
    if (folder) rmSync(folder, { recursive: true, force: true })
  } finally {
    process.kill(process.pid, 'SIGKILL') // an ordinary exit would wait for, or abort in, the inference thread
  }
})

tell({ type: 'ready' })

async function work(start: Start): Promise<void> {
  folder = start.workFolder
  const heart = setInterval(() => tell({ type: 'heartbeat', memory: process.memoryUsage.rss() }), 500)
  try {
    await makeAll(start)
  } catch (error) {
    tell({ type: 'job-refused', reason: messageOf(error), details: detailsOf(error) })
  }
  clearInterval(heart)
  finished = true
  // disconnecting before the channel is empty would lose messages
  process.send?.({ type: 'job-done' } satisfies FromWorker, () => process.disconnect?.())
}

async function makeAll({ items, settings, workFolder, keepProcessed }: Start): Promise<void> {
  const { signal } = cancelling
  const { modelPath, device } = settings
  const engine = modelPath === null ? createResampler() : await openEngine({ modelPath, device, signal })
  tell({ type: 'job-started', device: engine.device, why: engine.why })
  for (const { index, source } of items) {
    if (signal.aborted) break
    tell({ type: 'item-started', index })
    try {
      const result = await makePicture(engine, {
        source,
        target: workPath(workFolder, index),
        ...{ keepProcessed, settings, signal },
        onTile: (done, total) => tell({ type: 'tile', index, done, total }),
        say: (text) => tell({ type: 'log', text }),
      })
      tell({ type: 'item-done', index, ...result })
    } catch (error) {
      if (signal.aborted) break
      tell({ type: 'item-failed', index, reason: messageOf(error), details: detailsOf(error) })
    }
  }
  await engine.close()
}

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message)
}

function detailsOf(error: unknown): string {
  const cause =
    error instanceof Error && error.cause !== undefined ? `\ncaused by: ${stackOf(error.cause)}` : ''
  return stackOf(error) + cause
}
