/**
 * The upscale worker: a process that is forked for one job, makes its pictures, and ends.
 *
 * It may crash, run out of memory or be killed at any moment without harm, because all it ever writes
 * are temporary files in its work folder, and it never outlives the process that started it.
 */
import { rmSync } from 'node:fs'
import { AppError, messageOf } from '../core/errors.ts'
import { openEngine } from './engine.ts'
import { groupBySize } from './order.ts'
import { type FromWorker, ToWorker } from './protocol.ts'
import type { Device, Provider } from './providers.ts'
import { cropAspect } from './target.ts'
import { detailsOf, makePictures } from './work.ts'

type Start = Extract<ToWorker, { type: 'start' }>

const cancelling = new AbortController()
const pausing = new AbortController()
let folder: string | null = null
let finished = false

process.on('message', (message: unknown) => {
  const { success, data } = ToWorker.safeParse(message)
  if (!success) tell({ type: 'log', text: 'The worker ignores a message that it does not know.' })
  else if (data.type === 'cancel') cancelling.abort(new AppError('cancelled', 'Cancelled.'))
  else if (data.type === 'pause') pausing.abort()
  else void work(data)
})

// Ctrl-C in a terminal reaches every process of it; the dashboard decides what becomes of the job
process.on('SIGINT', () => {})

process.on('disconnect', () => {
  if (finished) return
  try {
    // a picture that is being written in another thread may put a file there while it is emptied
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 })
  } finally {
    process.kill(process.pid, 'SIGKILL') // an ordinary exit would wait for, or abort in, the inference thread
  }
})

tell({ type: 'ready' })

async function work(start: Start): Promise<void> {
  folder = start.workFolder
  const heart = setInterval(beat, 500)
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

async function makeAll({ items, settings, avoid, oneByOne = false, ...places }: Start): Promise<void> {
  const { signal } = cancelling
  const { modelPath, device, overlap, align, target, aspect } = settings
  const open = (on: Device) =>
    openEngine({ ...{ modelPath, device: on, overlap, align, signal, avoid }, onTry, onRefuse })
  const [engine, ordered] = await Promise.all([open(device), groupBySize(items, cropAspect(target, aspect))])
  tell({ type: 'job-started', device: engine.device, why: engine.why })
  await makePictures({
    ...{ items: ordered, settings, oneByOne, engine, signal, ...places },
    tell(message) {
      if (message.type === 'item-done') beat() // a small picture may be done between two beats
      tell(message)
    },
    pause: pausing.signal,
    openOnCpu: () => open('cpu'),
  })
}

function beat(): void {
  tell({ type: 'heartbeat', memory: process.memoryUsage.rss() })
}

function onTry(provider: Provider): void {
  tell({ type: 'provider-tried', provider })
}

function onRefuse(provider: Provider, reason: string): void {
  tell({ type: 'provider-refused', provider, reason })
}

function tell(message: FromWorker): void {
  // Where nobody is there any more, 'disconnect' is about to say so, and an error here would end this before it.
  if (process.connected) process.send?.(message, () => undefined)
}
