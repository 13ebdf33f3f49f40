import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../core/errors.ts'
import { exists, moveFile } from '../../core/files.ts'
import type { Model } from '../models.ts'
import type { Share } from './conversion.ts'
import type { Precision } from './drawing.ts'

/** A `.pth` file with a mark that changes when the file does. */
export interface Source extends Share {
  mark: string
}

/** What the thread is started with. */
export interface ConversionTask {
  shares: Share[]
  precision: Precision
  target: string
}

/** What the thread tells: null when the file is written, else why not. */
export type ConversionAnswer = { problem: string | null }

/** Counts up when the networks that are written change, so that older files are made again. */
const VERSION = 1

/** The folder inside the weights folder for what is made of the files in it; it can be deleted at any time. */
const CONVERTED = '.converted'

/**
 * Returns a model that can be opened: what comes as a `.pth` is turned into an ONNX file once, beside it in
 * a folder of ours, by a thread of its own.
 *
 * Throws `unsupported` with the reason when the file is damaged, and the reason of `signal`.
 */
export async function prepareModel(
  model: Model,
  { precision = 'float32', signal }: { precision?: Precision; signal?: AbortSignal } = {},
): Promise<Model> {
  const { sources, ...prepared } = model
  const [first] = sources ?? []
  if (!sources || !first) return model
  const folder = join(dirname(first.path), CONVERTED)
  const begin = `${model.id}.${precision}.`
  const name = `${begin}${keyOf(sources)}.onnx`
  const path = join(folder, name)
  if (!(await exists(path))) {
    await convertTo(path, { shares: sources, precision, ...(signal && { signal }) })
    await removeOlder(folder, begin, name)
  }
  return { ...prepared, path }
}

/** Writes weights as an ONNX file, whole or not at all; throws like {@link prepareModel}. */
export async function convertTo(
  path: string,
  { shares, precision, signal }: { shares: Share[]; precision: Precision; signal?: AbortSignal },
): Promise<void> {
  const target = join(dirname(path), `.${randomUUID()}.part`)
  await mkdir(dirname(path), { recursive: true })
  try {
    const problem = await runThread({ shares, precision, target }, signal)
    if (problem) throw new AppError('unsupported', `${basename(shares[0]?.path ?? '')} ${problem}.`)
    await moveFile(target, path)
  } finally {
    await rm(target, { force: true })
  }
}

/** The thread holds nothing but memory and its unfinished file, so it may be ended at any moment. */
async function runThread(task: ConversionTask, signal?: AbortSignal): Promise<string | null> {
  signal?.throwIfAborted()
  const thread = new Worker(new URL('./conversion-thread.ts', import.meta.url), { workerData: task })
  const ended = Promise.withResolvers<string | null>()
  const abort = () => ended.reject(signal?.reason)
  signal?.addEventListener('abort', abort)
  thread.on('message', ({ problem }: ConversionAnswer) => ended.resolve(problem))
  thread.on('error', ended.reject)
  thread.on('exit', (code) => ended.reject(new Error(`The conversion ended with code ${code}.`)))
  try {
    return await ended.promise
  } finally {
    signal?.removeEventListener('abort', abort)
    await thread.terminate()
  }
}

function keyOf(sources: readonly Source[]): string {
  const facts = sources.map(({ path, mark, share }) => [basename(path), mark, share])
  return createHash('sha256')
    .update(JSON.stringify([VERSION, facts]))
    .digest('hex')
    .slice(0, 12)
}

async function removeOlder(folder: string, begin: string, keep: string): Promise<void> {
  const older = (await readdir(folder)).filter((name) => name.startsWith(begin) && name !== keep)
  // one that is in use cannot be removed on Windows, and goes the next time
  await Promise.all(older.map((name) => rm(join(folder, name), { force: true }).catch(() => {})))
}
