import { fileURLToPath } from 'node:url'
import { AppError } from '../core/errors.ts'
import type { Model } from './models.ts'
import type { FromWorker } from './protocol.ts'
import type { Avoided, Device, Provider } from './providers.ts'
import { describeDeath, type WorkerEnd } from './worker-end.ts'
import { startWorker } from './worker-process.ts'

/** What a model runs on here, and why. */
export interface Probed {
  device: string
  why: string
}

const limits = { readyMs: 30_000, silenceMs: 60_000, stallMs: 180_000 }

/**
 * Opens a model on a device in a process of its own, which ends again, and tells what it runs on.
 *
 * A failing GPU driver can take its process along, so the program itself never opens a model, and "auto"
 * goes on without the provider that did. Throws `unavailable` with the reason when the model or the
 * device cannot be used. Providers in `avoid` are not tried; what is found out is added there.
 */
export async function probeModel(model: Model, device: Device, avoid: Avoided = {}): Promise<Probed> {
  for (;;) {
    const { found, refusal, trying, end } = await tryOnce(model, device, avoid)
    if (found) return found
    if (refusal === null && trying && device === 'auto' && !avoid[trying])
      avoid[trying] = `it ended the process (${describeDeath(end)})`
    else throw new AppError('unavailable', refusal ?? describeDeath(end))
  }
}

interface Outcome {
  found: Probed | null
  refusal: string | null
  /** The provider that was tried when the process ended. */
  trying: Provider | null
  end: WorkerEnd
}

async function tryOnce(model: Model, device: Device, avoid: Avoided): Promise<Outcome> {
  const heard: Omit<Outcome, 'end'> = { found: null, refusal: null, trying: null }
  const worker = startWorker({
    entry: fileURLToPath(new URL('./worker.ts', import.meta.url)),
    limits,
    say: () => {},
    onMessage(message: FromWorker) {
      if (message.type === 'ready') worker.send(nothingToDo(model, device, avoid))
      else if (message.type === 'provider-tried') heard.trying = message.provider
      else if (message.type === 'provider-refused') avoid[message.provider] = message.reason
      else if (message.type === 'job-started') heard.found = { device: message.device, why: message.why }
      else if (message.type === 'job-refused') heard.refusal = message.reason
    },
  })
  const end = await worker.ended
  return { ...heard, end }
}

function nothingToDo(model: Model, device: Device, avoid: Avoided) {
  const settings = {
    ...{ modelPath: model.path, device, tile: 128, target: { scale: 4 }, aspect: null },
    ...{ format: 'png' as const, quality: 95 },
  }
  return { type: 'start' as const, items: [], settings, avoid, workFolder: '', keepProcessed: false }
}
