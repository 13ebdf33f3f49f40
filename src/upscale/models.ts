import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, hasCode } from '../core/errors.ts'

/** Something that enlarges pictures. */
export interface Model {
  /** The file's name without `.onnx`, or `lanczos`. */
  id: string
  /** The ONNX file, or null for plain resampling, which needs none. */
  path: string | null
  bytes: number
  /** Whether what comes out may be called Real-ESRGAN. */
  isRealEsrgan: boolean
  /** How many pixels around a tile it looks at, where that is known exactly. */
  overlap?: number
}

/** The fall-back that is always there: plain Lanczos resampling, by four. */
export const LANCZOS: Model = { id: 'lanczos', path: null, bytes: 0, isRealEsrgan: false }

/** What to tell a person whose pictures are enlarged by resampling only. */
export const GET_REAL_ESRGAN =
  'There is no Real-ESRGAN model, so pictures are enlarged by Lanczos resampling, which adds no detail: ' +
  'put a 4x Real-ESRGAN model as .onnx into the folder weights/ (for example realesr-general-x4v3.onnx) and start the job again.'

/** What "auto" takes first; the general model is the best one that is fast enough without a GPU. */
const preferred = ['realesr-general-x4v3', 'realesrgan_x4plus']

/** Lists the models of a weights folder, by name, and `lanczos` last; a folder that is not there is empty. */
export async function listModels(folder: string): Promise<Model[]> {
  const files = (await entries(folder)).filter((entry) => entry.isFile() && /\.onnx$/i.test(entry.name))
  const models = await Promise.all(files.map(({ name }) => modelAt(folder, name)))
  return [...models.toSorted((a, b) => a.id.localeCompare(b.id)), LANCZOS]
}

/**
 * Returns the model called `wanted` (in any case), or the best one there is for `auto`.
 *
 * Throws `not_found` with the list of what is there for any other name.
 */
export function chooseModel(models: readonly Model[], wanted: string): Model {
  const named = (name: string) => models.find(({ id }) => id.toLowerCase() === name.toLowerCase())
  if (wanted === 'auto') {
    const best = preferred.map(named).find((model) => model !== undefined)
    return best ?? models.find(({ path }) => path !== null) ?? LANCZOS
  }
  const model = named(wanted)
  if (model) return model
  const known = models.map(({ id }) => id).join(', ')
  throw new AppError('not_found', `There is no model called "${wanted}". There are: ${known}.`, {
    field: 'model',
  })
}

async function entries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

async function modelAt(folder: string, name: string): Promise<Model> {
  const path = join(folder, name)
  const id = name.replace(/\.onnx$/i, '')
  return { id, path, bytes: (await stat(path)).size, isRealEsrgan: /^real-?esr/i.test(id) }
}
