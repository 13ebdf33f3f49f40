import { stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { sha256Of } from '../core/content-hash.ts'
import { AppError } from '../core/errors.ts'
import { exists } from '../core/files.ts'
import { stemOf } from '../core/ids.ts'
import { BUILT_IN } from '../upscale/builtin.ts'
import type { Model } from '../upscale/models.ts'
import { downloadWeights } from '../upscale/weights/download.ts'
import { inspectWeights } from '../upscale/weights/inspection.ts'
import { convertTo } from '../upscale/weights/preparation.ts'
import { OFFICIAL, type OfficialModel, officialModel } from '../upscale/weights/registry.ts'

/** A model that is in the weights folder, or that can be downloaded into it. */
export interface WeightsEntry {
  name: string
  /** `partial` is a download that broke off, `problem` a file that is no use. */
  state: 'ready' | 'missing' | 'partial' | 'problem'
  bytes: number
  /** How much of a download has arrived. */
  received: number
  network: string | null
  scale: number | null
  /** Whether it is one of those that Real-ESRGAN's authors published; only these can be downloaded. */
  official: boolean
  real_esrgan: boolean
  /** Whether it came with Stockroom. */
  built_in: boolean
  /** One sentence, for official models and the built-in one. */
  good_for: string | null
  licence: string | null
  /** Why the file is no use. */
  problem: string | null
}

/** What `verify` found out about one file. */
export interface WeightsCheck {
  name: string
  sha256: string
  result: 'official' | 'built-in' | 'unknown' | 'problem'
  problem: string | null
}

interface Hooks {
  signal: AbortSignal
  onProgress: (received: number, bytes: number) => void
}

/** The models of this machine: what there is, what can be had, and whether it is right. */
export interface Weights {
  /** The official models first, then everything else that lies in the folder. */
  list(): Promise<WeightsEntry[]>
  /** Fetches an official model and returns its path; throws `not_found` for any other name. */
  get(name: string, hooks: Hooks): Promise<string>
  /** Writes a `.pth` file, given by model name or path, as an ONNX file and returns the path of that. */
  convert(what: string, options: { out?: string; half: boolean; signal: AbortSignal }): Promise<string>
  /** Compares every file with the SHA-256s of the official models and the built-in one. */
  verify(signal: AbortSignal): Promise<WeightsCheck[]>
}

/** Opens the weights folder; `models` lists what is in it. */
export function createWeights(options: {
  folder: string
  mirror: string | undefined
  models: () => Promise<Model[]>
}): Weights {
  const { folder, mirror, models } = options

  return {
    async list() {
      const found = await models()
      const isKnown = ({ id, official }: Model) => officialModel(official ?? id) !== undefined
      const official = OFFICIAL.map((entry) =>
        officialEntry(
          folder,
          entry,
          found.find(({ id, official }) => sameName(official ?? id, entry.name)),
        ),
      )
      return [...(await Promise.all(official)), ...found.filter((model) => !isKnown(model)).map(entryOf)]
    },
    get: (name, hooks) => downloadWeights(known(name), { folder, mirror, ...hooks }),
    async convert(what, { out, half, signal }) {
      const path = (await exists(what)) ? resolve(what) : await pathOf(await models(), what)
      const { kind, problem } = await inspectWeights(path, (await stat(path)).size)
      if (problem) throw new AppError('unsupported', `${basename(path)} ${problem}.`)
      if (kind === 'onnx') throw new AppError('invalid', `${basename(path)} is an ONNX file already.`)
      const precision = half ? 'float16' : 'float32'
      const target = resolve(out ?? `${path.slice(0, -extname(path).length)}${half ? '.fp16' : ''}.onnx`)
      await convertTo(target, { shares: [{ path, share: 1 }], precision, signal })
      return target
    },
    async verify(signal) {
      const checks: WeightsCheck[] = []
      for (const { id, path, problem = null } of await models()) {
        const sha256 = (await exists(path)) ? await sha256Of(path, signal) : ''
        const known = sha256 === BUILT_IN.sha256 ? 'built-in' : isOfficial(sha256) ? 'official' : 'unknown'
        checks.push({ name: id, sha256, result: problem ? 'problem' : known, problem })
      }
      return checks
    },
  }
}

function isOfficial(sha256: string): boolean {
  return OFFICIAL.some((model) => model.sha256 === sha256)
}

/** Returns the official model of a name; throws `not_found` for any other. */
export function known(name: string): OfficialModel {
  const model = officialModel(name)
  if (model) return model
  const names = OFFICIAL.map((official) => official.name).join(', ')
  throw new AppError('not_found', `"${name}" cannot be downloaded. These can: ${names}.`, { field: 'name' })
}

async function officialEntry(folder: string, official: OfficialModel, model?: Model): Promise<WeightsEntry> {
  const { name, bytes, network, scale, goodFor, licence } = official
  const about = { name, network, scale, licence, good_for: goodFor, official: true, built_in: false }
  if (model) return { ...entryOf(model), ...about }
  const part = await stat(join(folder, `${basename(official.path)}.part`)).catch(() => null)
  const state = part ? 'partial' : 'missing'
  return { ...about, state, bytes, received: part?.size ?? 0, real_esrgan: true, problem: null }
}

function entryOf({
  id,
  bytes,
  network,
  scale,
  isRealEsrgan,
  isBuiltIn = false,
  problem,
}: Model): WeightsEntry {
  return {
    ...{ name: id, state: problem ? 'problem' : 'ready', bytes, received: bytes },
    ...{ network: network ?? null, scale: scale ?? null, problem: problem ?? null },
    ...{ official: false, built_in: isBuiltIn, real_esrgan: isRealEsrgan },
    good_for: isBuiltIn ? BUILT_IN.goodFor : null,
    licence: isBuiltIn ? BUILT_IN.licence : null,
  }
}

async function pathOf(models: Model[], name: string): Promise<string> {
  const path = models.find(({ id }) => sameName(id, stemOf(name)) || sameName(id, name))?.path
  if (path) return path
  throw new AppError('not_found', `There is no file and no model called "${name}".`)
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
