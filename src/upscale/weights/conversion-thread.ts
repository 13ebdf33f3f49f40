/** The thread that turns weights into an ONNX file, so that whoever waits for it is never blocked. */
import { writeFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../core/errors.ts'
import { convert } from './conversion.ts'
import type { ConversionAnswer, ConversionTask } from './preparation.ts'

const { shares, precision, target }: ConversionTask = workerData
const answer = (message: ConversionAnswer) => parentPort?.postMessage(message)

try {
  await writeFile(target, convert(shares, { precision, ends: 'bytes' }), { flush: true })
  answer({ problem: null })
} catch (error) {
  const isOfSystem = error instanceof Error && 'code' in error // a full disk, a file that may not be read
  answer({ problem: isOfSystem ? `cannot be converted (${messageOf(error)})` : messageOf(error) })
}
