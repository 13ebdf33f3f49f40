import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError, hasCode, messageOf } from '../core/errors.ts'
import { BUILT_IN_MODEL, stemOf } from '../core/ids.ts'
import { builtInModel } from './builtin.ts'
import { inspectWeights, type WeightsFacts } from './weights/inspection.ts'
import type { Source } from './weights/preparation.ts'
import { namedAfter } from './weights/registry.ts'

/** Something that enlarges pictures. */
export interface Model extends Partial<WeightsFacts> {
  /** The file's name without its extension; `name@0.5` is blended for that denoise strength. */
  id: string
  path: string
  bytes: number
  /** Whether what comes out may be called Real-ESRGAN. */
  isRealEsrgan: boolean
  /** Whether it came with the product, and is there when nothing else is. */
  isBuiltIn?: boolean
  /** The `.pth` files that an ONNX file must be made of before the model can be opened. */
  sources?: Source[]
}

/** What to tell a person whose pictures are enlarged by the built-in model. */
export const GET_REAL_ESRGAN =
  'Pictures are enlarged by the built-in model. For more detail get Real-ESRGAN on the page Models of the dashboard ' +
  'or with "stockroom weights get realesr-general-x4v3", and start the job again.'

/** What a model will run on, as far as the choice between models goes. */
export type Speed = 'gpu' | 'cpu'

/** What "auto" takes first: the one with the most detail where it is fast, the fast one elsewhere. */
const preferred: Record<Speed, string[]> = {
  cpu: ['realesr-general-x4v3', 'RealESRGAN_x4plus', 'realesr-general-wdn-x4v3', 'RealESRGAN_x2plus'],
  gpu: ['RealESRGAN_x4plus', 'realesr-general-x4v3', 'realesr-general-wdn-x4v3', 'RealESRGAN_x2plus'],
}

/** What is known of files that were looked at before, by path, size and time; keep one for many listings. */
export type ModelMemory = Map<string, WeightsFacts>

/**
 * Lists the models of a weights folder by name, and the built-in one last; a folder that is not there is empty.
 *
 * Files that are no use are listed too, with their `problem`. What was in `memory` is not read again.
 */
export async function listModels(folder: string, memory: ModelMemory = new Map()): Promise<Model[]> {
  const builtIn = await builtInModel(memory)
  const files = (await entries(folder)).filter((entry) => !entry.isDirectory() && isWeights(entry.name))
  const paths = files.map(({ name }) => join(folder, name)).filter((path) => path !== builtIn.path)
  const found = await Promise.all(paths.map((path) => modelAt(path, memory)))
  const models = found.filter((model) => model !== null).toSorted(byName)
  const ids = new Set<string>([BUILT_IN_MODEL])
  for (const model of models) {
    if (ids.has(model.id.toLowerCase())) model.id = basename(model.path)
    ids.add(model.id.toLowerCase())
  }
  return [...models, builtIn]
}

/**
 * Returns the model called `wanted` (in any case), or the best one there is for `auto`: the built-in one when
 * there is no other.
 *
 * `realesr-general-x4v3@0.5` blends two files: 1 removes most noise and is the first of them alone, 0 is the
 * other (wdn) alone. Throws `not_found` with the list of what is there for a name that is not, `unsupported`
 * with the reason for a file that is no use.
 */
export function chooseModel(models: readonly Model[], wanted: string, speed: Speed = 'cpu'): Model {
  if (wanted === 'auto') return bestOf(models, speed)
  const [, base, strength] = /^(.+)@(1(?:\.0+)?|0?\.\d+|0)$/.exec(wanted) ?? []
  const isFile = models.some(({ id }) => id.toLowerCase() === wanted.toLowerCase())
  if (base !== undefined && !isFile) return blended(named(models, base), models, Number(strength))
  return named(models, wanted)
}

function bestOf(models: readonly Model[], speed: Speed): Model {
  const usable = models.filter(({ problem, scale }) => !problem && scale !== 1)
  const known = preferred[speed].map((name) =>
    usable.find(({ id, official }) => (official ?? namedAfter(id)?.name) === name),
  )
  return (
    known.find((model) => model !== undefined) ??
    usable.find(({ isRealEsrgan }) => isRealEsrgan) ??
    usable[0] ??
    named(models, BUILT_IN_MODEL) // throws its problem
  )
}

function named(models: readonly Model[], wanted: string): Model {
  const model = models.find(({ id }) => id.toLowerCase() === wanted.toLowerCase())
  if (!model) {
    const known = models.flatMap(({ id, problem }) => (problem ? [] : [id])).join(', ')
    throw new AppError('not_found', `There is no model called "${wanted}". There are: ${known}.`, {
      field: 'model',
    })
  }
  if (!model.problem) return model
  throw new AppError('unsupported', `${basename(model.path)} ${model.problem}.`, { field: 'model' })
}

/** Source of the direction: `dni_weight = [denoise_strength, 1 - denoise_strength]` in inference_realesrgan.py. */
function blended(model: Model, models: readonly Model[], strength: number): Model {
  const partnerId = model.id.replace(/general-x4v3/i, 'general-wdn-x4v3')
  const [source] = model.sources ?? []
  if (!source || partnerId === model.id) {
    throw new AppError(
      'invalid',
      `Expected realesr-general-x4v3 (a .pth file) for a denoise strength but received ${model.id}.`,
      { field: 'model' },
    )
  }
  if (strength === 1) return model
  const [partner] = named(models, partnerId).sources ?? []
  if (!partner)
    throw new AppError('not_found', `${partnerId} must be a .pth file to be blended.`, { field: 'model' })
  const sources = [
    { ...source, share: strength },
    { ...partner, share: 1 - strength },
  ]
  const { official: _, ...facts } = model
  return { ...facts, id: `${model.id}@${strength}`, sources: sources.filter(({ share }) => share > 0) }
}

/** Notes, licences, parts of ONNX files and downloads on their way lie there too, and are nobody's model. */
function isWeights(name: string): boolean {
  return !/^\.|^(readme|licen[cs]e)|\.(md|txt|json|part|etag|data|onnx_data)$/i.test(name)
}

async function modelAt(path: string, memory: ModelMemory): Promise<Model | null> {
  try {
    const file = await stat(path)
    if (!file.isFile()) return null
    const mark = `${file.size}-${file.mtimeMs}`
    const key = `${path} ${mark}`
    const facts = memory.get(key) ?? (await inspectWeights(path, file.size))
    memory.set(key, facts)
    const isConverted = facts.kind === 'pth' && !facts.problem
    const sources = isConverted ? { sources: [{ path, mark, share: 1 }] } : {}
    return { id: stemOf(basename(path)), path, bytes: file.size, ...facts, ...sources }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null // it went away between two looks
    return {
      id: basename(path),
      path,
      bytes: 0,
      isRealEsrgan: false,
      problem: `cannot be read (${messageOf(error)})`,
    }
  }
}

/** An ONNX file comes before a `.pth` of the same name: somebody put it there on purpose. */
function byName(a: Model, b: Model): number {
  return a.id.localeCompare(b.id) || (a.kind ?? '').localeCompare(b.kind ?? '')
}

async function entries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
