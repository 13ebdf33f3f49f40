/**
 * The thread that computes: it owns the network and is blocked by it for up to half a minute at a time,
 * so that the process around it can still send heartbeats and hear that it shall stop.
 *
 * It must never be ended from outside while it computes: that aborts the whole process.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { AppError, messageOf, stackOf } from '../core/errors.ts'
import type { FromThread, ThreadData, ToThread } from './engine.ts'
import { openNetwork } from './network.ts'

const { modelPath, device, avoid }: ThreadData = workerData
const port = parentPort
if (!port) throw new Error('inference.ts is a thread of the upscale worker and is not run by itself.')
const answer = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

try {
  const { scale, fixed, multiple, provider, why, run, release } = await openNetwork(modelPath, device, {
    avoid,
    onTry: (provider) => answer({ type: 'tried', provider }),
    onRefuse: (provider, reason) => answer({ type: 'avoid', provider, reason }),
  })

  // one thing after the other: the network must not be released while it still computes
  let doing = Promise.resolve()
  port.on('message', (message: ToThread) => {
    doing = doing.then(() => (message.type === 'close' ? close() : enlarge(message)))
  })

  async function enlarge({ id, picture }: Extract<ToThread, { type: 'enlarge' }>): Promise<void> {
    try {
      const enlarged = await run(picture)
      answer({ type: 'enlarged', id, picture: enlarged }, bufferOf(enlarged.data))
    } catch (error) {
      answer({ type: 'failed', id, reason: messageOf(error), details: stackOf(error) })
    }
  }

  async function close(): Promise<void> {
    await release()
    port?.close()
  }

  answer({ type: 'open', facts: { scale, fixed, multiple, provider, why } })
} catch (error) {
  const code = error instanceof AppError ? error.code : 'unavailable'
  answer({ type: 'refused', code, reason: messageOf(error), details: stackOf(error) })
  port.close()
}

/** What can be handed over instead of copied: a buffer that belongs to this picture alone. */
function bufferOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}
