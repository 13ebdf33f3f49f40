import { constants } from 'node:fs'
import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sha256Of } from '../../core/content-hash.ts'
import { AppError, hasCode, messageOf } from '../../core/errors.ts'
import { moveFile } from '../../core/files.ts'
import { kindOf } from './file-kind.ts'
import { readHead } from './inspection.ts'
import type { OfficialModel } from './registry.ts'
import { sourceOf } from './source.ts'
import { BrokenOff, discard, fetchRest } from './transfer.ts'

/** How a model is fetched. */
export interface DownloadOptions {
  /** The weights folder. */
  folder: string
  /** A URL or a folder in place of the releases on GitHub. */
  mirror?: string | undefined
  signal: AbortSignal
  onProgress: (received: number, bytes: number) => void
  /** How long to wait before each new try, in milliseconds. */
  pauses?: number[]
}

/** Three more tries, each a little later: enough for a hiccup; the next download goes on where this one ended. */
const usualPauses = [1000, 3000, 9000]

/**
 * Fetches an official model into the weights folder, and returns its path.
 *
 * What has arrived lies in a `.part` file, from which a broken download goes on. The file gets its name only
 * when size and SHA-256 are right. Throws `not_found`, `unavailable` or `unsupported` with the next step in
 * its sentence, or the reason of `signal`.
 */
export async function downloadWeights(model: OfficialModel, options: DownloadOptions): Promise<string> {
  const { folder, mirror, signal, pauses = usualPauses } = options
  const target = join(folder, basename(model.path))
  const part = `${target}.part`
  if (await isWhole(target, model, signal)) return target
  await mkdir(folder, { recursive: true })
  const source = await sourceOf(model, mirror)
  try {
    if (source.type === 'file') await copyFile(source.path, part, constants.COPYFILE_FICLONE)
    else await fetchPatiently(source.url, part, model, { ...options, pauses })
  } catch (error) {
    throw hasCode(error, 'ENOSPC') ? diskFull(model, error) : error
  }
  await check(part, model, source.type === 'file' ? source.path : source.url, signal)
  await moveFile(part, target)
  await rm(`${part}.etag`, { force: true })
  return target
}

type Patience = DownloadOptions & { pauses: number[] }

async function fetchPatiently(
  url: string,
  part: string,
  model: OfficialModel,
  options: Patience,
): Promise<void> {
  const { signal, onProgress, pauses } = options
  for (const pause of [...pauses, null]) {
    try {
      return await fetchRest(url, { part, bytes: model.bytes, signal, onProgress })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof BrokenOff)) throw error
      if (pause === null) throw gaveUp(model, await sizeOf(part), error)
      await wait(pause, undefined, { signal })
    }
  }
}

function gaveUp({ name, bytes }: OfficialModel, received: number, cause: BrokenOff): AppError {
  const say = `${name} could not be downloaded: ${cause.message}. ${percent(received, bytes)} % have arrived; try again, and it goes on from there.`
  return new AppError('unavailable', say, { cause })
}

function diskFull({ name, bytes }: OfficialModel, cause: unknown): AppError {
  const say = `The disk is full: ${name} needs ${Math.ceil(bytes / 1e6)} MB. Make room and try again; the download goes on where it ended.`
  return new AppError('unavailable', say, { cause })
}

async function isWhole(
  path: string,
  { bytes, sha256 }: OfficialModel,
  signal: AbortSignal,
): Promise<boolean> {
  return (await sizeOf(path)) === bytes && (await sha256Of(path, signal)) === sha256
}

/** A wrong file is removed, so that the next try starts anew. */
async function check(part: string, model: OfficialModel, from: string, signal: AbortSignal): Promise<void> {
  if (await isWhole(part, model, signal)) return
  const { name, bytes } = model
  const size = await sizeOf(part)
  const kind = kindOf(await readHead(part))
  await discard(part)
  const what =
    kind.kind === 'other'
      ? kind.problem
      : size === bytes
        ? 'does not have the SHA-256 of the official file'
        : `has ${size.toLocaleString('en-US')} bytes instead of ${bytes.toLocaleString('en-US')}`
  throw new AppError(
    'unsupported',
    `What came from ${from} for ${name} ${what}. It was thrown away; try again, or use another mirror.`,
  )
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0
    throw new AppError('unavailable', `${path} cannot be read (${messageOf(error)}).`, { cause: error })
  }
}

function percent(part: number, all: number): number {
  return Math.floor((part / all) * 100)
}
