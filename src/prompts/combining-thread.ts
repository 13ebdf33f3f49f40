/** The thread in which large plans are made, so that whoever asks for anything else meanwhile is never blocked. */
import { parentPort } from 'node:worker_threads'
import { combine } from './combinations.ts'
import type { CombineMessage, CombiningMessage } from './combining-protocol.ts'
import { createArrays } from './covering/covering-array.ts'

const arrayOf = createArrays()
const answer = (message: CombiningMessage) => parentPort?.postMessage(message)

parentPort?.on('message', (message: CombineMessage) => {
  if (message.type !== 'combine') return
  try {
    answer({ type: 'combined', combinations: combine({ ...message.task, arrayOf }) })
  } catch (error) {
    answer({
      type: 'failed',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
})
