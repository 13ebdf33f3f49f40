import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import { AppError } from '../core/errors.ts'
import { type Combinations, combine } from './combinations.ts'
import type { CombineMessage, CombiningMessage } from './combining-protocol.ts'
import { createArrays } from './covering/covering-array.ts'

/** Combines values without holding up anything else. */
export interface Combiner {
  /** As `combine`; throws the reason of `signal` when it aborts, which ends the work at once. */
  combine(task: CombineMessage['task'], signal?: AbortSignal): Promise<Combinations>
  /** Ends what runs; may be called twice. */
  stop(): Promise<void>
}

/**
 * Makes small plans at once and large ones in a thread, one after the other.
 *
 * The thread is started with the first large plan and kept, since it remembers its arrays: the next preview of the same
 * axes takes a fraction of the time. It holds nothing but memory, so it may be ended at any moment.
 */
export function createCombiner(): Combiner {
  const arrayOf = createArrays()
  const oneAtATime = pLimit(1)
  const stopping = new AbortController()
  let thread: Worker | undefined

  function startThread(): Worker {
    const started = new Worker(new URL('./combining-thread.ts', import.meta.url))
    const forget = () => {
      if (thread === started) thread = undefined
    }
    return started.on('error', forget).on('exit', forget)
  }

  async function inThread(task: CombineMessage['task'], signal: AbortSignal): Promise<Combinations> {
    signal.throwIfAborted()
    thread ??= startThread()
    const used = thread
    try {
      return await answerOf(used, task, signal)
    } catch (error) {
      await used.terminate()
      throw error
    }
  }

  return {
    async combine(task, signal) {
      const either = AbortSignal.any(signal ? [signal, stopping.signal] : [stopping.signal])
      either.throwIfAborted()
      return isLight(task) ? combine({ ...task, arrayOf }) : oneAtATime(inThread, task, either)
    },
    async stop() {
      stopping.abort(new AppError('cancelled', 'Stockroom ends, and makes no more plans.'))
      await thread?.terminate()
    },
  }
}

/** An idle thread does not keep the process alive. */
async function answerOf(
  thread: Worker,
  task: CombineMessage['task'],
  signal: AbortSignal,
): Promise<Combinations> {
  const { promise, resolve, reject } = Promise.withResolvers<Combinations>()
  const onMessage = (message: CombiningMessage) => {
    if (message.type === 'combined') resolve(message.combinations)
    else reject(new Error(`The plan could not be made: ${message.reason}`))
  }
  const onExit = () => reject(new Error('The thread that makes plans has ended.'))
  const onAbort = () => reject(signal.reason)
  thread.on('message', onMessage).on('error', reject).on('exit', onExit).ref()
  signal.addEventListener('abort', onAbort)
  thread.postMessage({ type: 'combine', task } satisfies CombineMessage)
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', onAbort)
    thread.off('message', onMessage).off('error', reject).off('exit', onExit).unref()
  }
}

/** About as many steps as take a twentieth of a second; earlier combinations ask for an array of their own. */
const LIGHT = { fresh: 50_000, later: 5_000 }
const WIDE = 9

function isLight({ weights, past, count }: CombineMessage['task']): boolean {
  const sizes = weights.map(({ length }) => length)
  const [largest = 0, second = 0] = sizes.toSorted((a, b) => b - a)
  const cells = sizes.length * sizes.reduce((sum, size) => sum + size, 0)
  const steps = Math.max(largest * second, count) * cells
  return sizes.length < WIDE && steps < (past && past.length > 0 ? LIGHT.later : LIGHT.fresh)
}
