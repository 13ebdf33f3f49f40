import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A database of any size we keep has recovered long before (milliseconds). */
const LIMIT = 60_000

/**
 * Opens a folder in a thread of its own, reads all of it and closes it; returns what is wrong, if anything.
 *
 * PostgreSQL is computed in the thread that opens it. On damaged files that may take for ever, and nothing
 * but the end of the thread would stop it.
 */
export async function probe(folder: string, limit = LIMIT): Promise<string | null> {
  const worker = new Worker(new URL('./prober.ts', import.meta.url), { workerData: folder })
  const timer = setTimeout(() => void worker.terminate(), limit)
  let answer: string | null = 'It could not be opened in time'
  worker.on('message', (message: string | null) => {
    answer = message
  })
  try {
    await once(worker, 'exit') // rejects with what ended the thread
    return answer
  } catch (error) {
    return String(error)
  } finally {
    clearTimeout(timer)
  }
}
