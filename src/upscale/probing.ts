import { fileURLToPath } from 'node:url'
import { AppError } from '../core/errors.ts'
import type { Model } from './models.ts'
import type { FromWorker } from './protocol.ts'
import type { Device } from './providers.ts'
import { describeDeath } from './worker-end.ts'
import { startWorker } from './worker-process.ts'

/** What a model runs on here, and why. */
export interface Probed {
  device: string
  why: string
}

const limits = { readyMs: 30_000, silenceMs: 60_000 }

/**
 * Opens a model on a device in a process of its own, which ends again, and tells what it runs on.
 *
 * A failing GPU driver can take its process along, so the program itself never opens a model. Throws
 * `unavailable` with the reason when the model or the device cannot be used.
 */
export async function probeModel(model: Model, device: Device): Promise<Probed> {
  let found: Probed | null = null
  let refusal: string | null = null
  const worker = startWorker({
    entry: fileURLToPath(new URL('./worker.ts', import.meta.url)),
    limits,
    say: () => {},
    onMessage(message: FromWorker) {
      if (message.type === 'ready') worker.send(nothingToDo(model, device))
      else if (message.type === 'job-started') found = { device: message.device, why: message.why }
      else if (message.type === 'job-refused') refusal = message.reason
    },
  })
  const end = await worker.ended
  if (found) return found
  throw new AppError('unavailable', refusal ?? describeDeath(end))
}

function nothingToDo(model: Model, device: Device) {
  const settings = {
    ...{ modelPath: model.path, device, tile: 128, target: { scale: 4 }, aspect: null },
    ...{ format: 'png' as const, quality: 95 },
  }
  return { type: 'start' as const, items: [], settings, workFolder: '', keepProcessed: false }
}
