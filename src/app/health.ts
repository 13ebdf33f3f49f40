import { access, constants, statfs } from 'node:fs/promises'
import type { Folders } from '../config/folders.ts'
import type { Settings } from '../config/settings.ts'
import { messageOf } from '../core/errors.ts'
import type { Jobs, JobsState } from '../jobs/jobs.ts'
import { chooseModel, GET_REAL_ESRGAN, listModels, type Model, type ModelMemory } from '../upscale/models.ts'
import { probeModel } from '../upscale/probing.ts'
import type { Avoided } from '../upscale/providers.ts'
import type { Precision } from '../upscale/weights/drawing.ts'
import { prepareModel } from '../upscale/weights/preparation.ts'

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
  /** The models there are; one with a `problem` is no use. */
  weights: { id: string; bytes: number; problem?: string }[]
  folders: { path: string; writable: boolean }[]
  free_disk_bytes: number
  queue: QueueState
}

/** The jobs' database, and how much there is to do; the numbers are missing where it cannot be asked. */
export interface QueueState extends JobsState {
  queued: number | null
  processing: number | null
}

/** Tells what the next job would run on. */
export interface EngineStates {
  /** Tries it out, when that has not been done, and tells. */
  ask(): Promise<EngineState>
  /** Tells what is known, at once: a broken driver may take half a minute to answer. */
  now(): Promise<EngineState>
  /** Chooses a model for this machine, ready to be opened; throws when there is none of that name. */
  choose(wanted: string, signal?: AbortSignal): Promise<Model>
  /** Lists the models, those that are no use included. */
  models(): Promise<Model[]>
}

/** These compute twice as fast with half the numbers' length; 0.01 % of a pixel's range is what it costs. */
const inHalves = ['cuda', 'dml']

/**
 * Returns what finds out what the next job would run on; each model file is tried once.
 *
 * Providers that are no use are noted in `avoid`, so that jobs need not try them again.
 */
export function createEngineStates(
  weights: string,
  settings: Pick<Settings, 'device'> & { wanted: () => string },
  avoid: Avoided,
): EngineStates {
  const memory: ModelMemory = new Map()
  const models = () => listModels(weights, memory)
  const probes = createFindings()
  const answers = createFindings()

  function probe(model: Model, precision: Precision): Finding {
    return probes(`${markOf(model)} ${precision}`, () =>
      tryOut(model, { precision, device: settings.device, avoid }),
    )
  }

  /** The device is the one asked for, else what the model for slow machines turns out to run on. */
  async function deviceFor(list: Model[], wanted: string): Promise<string> {
    if (settings.device !== 'auto') return settings.device
    const model = chooseModel(list, wanted, 'cpu')
    return (await probe(model, 'float32').promise).device ?? 'cpu'
  }

  async function chosen(list: Model[], wanted: string): Promise<{ model: Model; precision: Precision }> {
    const device = await deviceFor(list, wanted)
    const model = chooseModel(list, wanted, device === 'cpu' ? 'cpu' : 'gpu')
    return { model, precision: model.sources && inHalves.includes(device) ? 'float16' : 'float32' }
  }

  async function find(list: Model[]): Promise<EngineState> {
    try {
      const { model, precision } = await chosen(list, settings.wanted())
      return await probe(model, precision).promise
    } catch (error) {
      return without(messageOf(error))
    }
  }

  /** The answer is another one only when something in the folder is, or another model is wanted. */
  async function answer(): Promise<{ list: Model[]; finding: Finding }> {
    const list = await models()
    return { list, finding: answers([settings.wanted(), ...list.map(markOf)].join('\n'), () => find(list)) }
  }

  return {
    models,
    ask: async () => (await answer()).finding.promise,
    async now() {
      const { list, finding } = await answer()
      return finding.found ?? beginning(list, settings.wanted())
    },
    async choose(wanted, signal) {
      const { model, precision } = await chosen(await models(), wanted)
      return prepareModel(model, { precision, ...(signal && { signal }) })
    },
  }
}

/** Something that is being found out, and what was found. */
interface Finding {
  promise: Promise<EngineState>
  found: EngineState | null
}

/** Finds everything out once. */
function createFindings(): (key: string, work: () => Promise<EngineState>) => Finding {
  const findings = new Map<string, Finding>()
  return (key, work) => {
    const known = findings.get(key)
    if (known) return known
    const finding: Finding = { promise: work(), found: null }
    findings.set(key, finding)
    void finding.promise.then((state) => {
      finding.found = state
    })
    return finding
  }
}

function markOf({ id, bytes, sources = [] }: Model): string {
  return [id, bytes, ...sources.map(({ mark }) => mark)].join(' ')
}

function beginning(models: Model[], wanted: string): EngineState {
  try {
    return { ...engineOf(chooseModel(models, wanted)), device: null, why: '', checking: true }
  } catch (error) {
    return without(messageOf(error))
  }
}

async function tryOut(
  model: Model,
  { precision, device, avoid }: { precision: Precision; device: Settings['device']; avoid: Avoided },
): Promise<EngineState> {
  try {
    const prepared = await prepareModel(model, { precision })
    return { ...engineOf(model), ...(await probeModel(prepared, device, avoid)), checking: false }
  } catch (error) {
    return { ...engineOf(model), device: null, why: messageOf(error), checking: false }
  }
}

function without(why: string): EngineState {
  return { model: '', real_esrgan: false, advice: '', device: null, why, checking: false }
}

function engineOf({ id, isBuiltIn, isRealEsrgan }: Model) {
  return { model: id, real_esrgan: isRealEsrgan, advice: isBuiltIn ? GET_REAL_ESRGAN : '' }
}

/** Asks the jobs how they are; that never fails and never waits for a database that is being opened. */
export async function queueState(
  jobs: Pick<Jobs<Record<string, unknown>>, 'state' | 'overview'>,
): Promise<QueueState> {
  const unknown = { queued: null, processing: null }
  if (jobs.state().status !== 'ready') return { ...jobs.state(), ...unknown }
  const counts = await jobs.overview().then(
    ({ counts: { queued, processing } }) => ({ queued, processing }),
    () => unknown,
  )
  return { ...jobs.state(), ...counts }
}

/** Tells what lies in the weights folder. */
export function weightsState(models: readonly Model[]): Health['weights'] {
  return models.map(({ id, bytes, problem }) => ({ id, bytes, ...(problem && { problem }) }))
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
