import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sha256Of } from '../core/content-hash.ts'
import { hasCode, messageOf } from '../core/errors.ts'
import { BUILT_IN_MODEL } from '../core/ids.ts'
import type { Model, ModelMemory } from './models.ts'
import type { WeightsFacts } from './weights/inspection.ts'

/** What is known of the model that comes with the product; scripts/train-builtin makes it. */
export const BUILT_IN = {
  name: BUILT_IN_MODEL,
  sha256: 'c55e544bba756c5339894699ce56d8efc9547067e19d0aa3369bb7acc47054e5',
  network: 'SRVGGNetCompact, 32 features, 10 convolutions, x4',
  scale: 4,
  overlap: 12, // twelve convolutions look one pixel further each; the pixels put around a picture change nothing
  licence: 'MIT',
  goodFor:
    'Any picture, at once and without a download: clean edges and no artefacts, but no invented detail.',
}

/** Where it lies, wherever the other models are kept. */
const BUILT_IN_PATH = fileURLToPath(new URL(`../../weights/${BUILT_IN_MODEL}.onnx`, import.meta.url))

/** Looks at the model that comes with the product; a missing or changed file is told as its `problem`. */
export async function builtInModel(memory: ModelMemory, path = BUILT_IN_PATH): Promise<Model> {
  const about = { id: BUILT_IN_MODEL, path, isBuiltIn: true }
  try {
    const { size, mtimeMs } = await stat(path)
    const key = `built-in ${path} ${size}-${mtimeMs}`
    const facts = memory.get(key) ?? (await factsOf(path))
    memory.set(key, facts)
    return { ...about, bytes: size, ...facts }
  } catch (error) {
    const problem = hasCode(error, 'ENOENT')
      ? 'is missing: get it again from where Stockroom comes from'
      : `cannot be read (${messageOf(error)})`
    return { ...about, bytes: 0, isRealEsrgan: false, problem }
  }
}

async function factsOf(path: string): Promise<WeightsFacts> {
  const { network, scale, overlap, sha256 } = BUILT_IN
  const isWhole = (await sha256Of(path)) === sha256
  return {
    ...{ kind: 'onnx', network, scale, overlap, isRealEsrgan: false },
    ...(!isWhole && {
      problem: 'is not the file that comes with Stockroom: get it again, or give your own model another name',
    }),
  }
}
