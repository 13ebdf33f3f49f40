import { access, constants, statfs } from 'node:fs/promises'
import type { Folders } from '../config/folders.ts'
import type { Settings } from '../config/settings.ts'
import { messageOf } from '../core/errors.ts'
import { chooseModel, GET_REAL_ESRGAN, listModels, type Model } from '../upscale/models.ts'
import { probeModel } from '../upscale/probing.ts'

/** What enlarges pictures here, and why it is not something better. */
export interface EngineState {
  model: string
  real_esrgan: boolean
  /** The execution provider; null when none can be used, or while that is being found out. */
  device: string | null
  checking: boolean
  /** One sentence: why this device, or why none. */
  why: string
  /** One sentence: how to get a better model; empty when there is nothing to gain. */
  advice: string
}

/** The state of the product on this machine. */
export interface Health {
  version: string
  node: string
  platform: string
  engine: EngineState
  weights: { id: string; bytes: number }[]
  folders: { path: string; writable: boolean }[]
  free_disk_bytes: number
  queue: { queued: number; processing: number }
}

/** Tells what the next job would run on. */
export interface EngineStates {
  /** Tries it out, when that has not been done, and tells. */
  ask(): Promise<EngineState>
  /** Tells what is known, at once: a broken driver may take half a minute to answer. */
  now(): Promise<EngineState>
}

/** Returns what finds out what the next job would run on; each model file is tried once. */
export function createEngineStates(
  weights: string,
  settings: Pick<Settings, 'model' | 'device'>,
): EngineStates {
  const probes = new Map<string, { promise: Promise<EngineState>; found: EngineState | null }>()

  async function chosen(): Promise<Model | string> {
    try {
      return chooseModel(await listModels(weights), settings.model)
    } catch (error) {
      return messageOf(error)
    }
  }

  function probe(model: Model) {
    const key = `${model.id} ${model.bytes}`
    const known = probes.get(key)
    if (known) return known
    const promise = tryOut(model, settings.device)
    const fresh: { promise: typeof promise; found: EngineState | null } = { promise, found: null }
    probes.set(key, fresh)
    void promise.then((state) => {
      fresh.found = state
    })
    return fresh
  }

  return {
    async ask() {
      const model = await chosen()
      return typeof model === 'string' ? without(model) : probe(model).promise
    },
    async now() {
      const model = await chosen()
      if (typeof model === 'string') return without(model)
      return probe(model).found ?? { ...engineOf(model), device: null, why: '', checking: true }
    },
  }
}

async function tryOut(model: Model, device: Settings['device']): Promise<EngineState> {
  try {
    return { ...engineOf(model), ...(await probeModel(model, device)), checking: false }
  } catch (error) {
    return { ...engineOf(model), device: null, why: messageOf(error), checking: false }
  }
}

function without(why: string): EngineState {
  return { model: '', real_esrgan: false, advice: '', device: null, why, checking: false }
}

function engineOf({ id, path, isRealEsrgan }: Model) {
  return { model: id, real_esrgan: isRealEsrgan, advice: path === null ? GET_REAL_ESRGAN : '' }
}

/** Lists the models in the weights folder. */
export async function weightsState(weights: string): Promise<Health['weights']> {
  const models = await listModels(weights)
  return models.filter(({ path }) => path !== null).map(({ id, bytes }) => ({ id, bytes }))
}

/** Looks at the data folders: whether each can be written to, and how much room is left. */
export async function diskState(
  folders: Folders,
  home: string,
): Promise<Pick<Health, 'folders' | 'free_disk_bytes'>> {
  const checked = Object.values<string>({ ...folders }).map(async (path) => ({
    path,
    writable: await canWrite(path),
  }))
  const { bavail, bsize } = await statfs(home)
  return { folders: await Promise.all(checked), free_disk_bytes: bavail * bsize }
}

async function canWrite(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK | constants.R_OK)
    return true
  } catch {
    return false
  }
}
