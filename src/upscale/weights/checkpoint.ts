import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { type PickleValue, type PickleWorld, readPickle } from './pickle.ts'
import { fits, numbersOf, STORAGE_TYPES, type Storage, type WeightTensor } from './tensor.ts'
import { type ReadAt, readContents, readEntry, type ZipEntry } from './zip.ts'

/** A state dict: the tensors of a network by their names. */
export type StateDict = Map<string, WeightTensor>

/** An open weights file. */
export interface Checkpoint {
  tensors: StateDict
  /** Reads a tensor's numbers, in row-major order; throws when they are damaged. */
  read(tensor: WeightTensor): Float32Array
}

/** A list of tensors longer than this is not one of the networks known here. */
const LONGEST_LIST = 16_000_000

/** Where training programs keep the state dict, best first; a bare one is looked for last. */
const KEYS = ['params_ema', 'params', 'state_dict', 'model_state_dict']

/**
 * Opens a `.pth` file for the time of `use`; its tensors are read one by one, when they are asked for.
 *
 * Throws an error whose message goes on from the file's name: "is cut short", "holds os.system, ...".
 */
export function withCheckpoint<Result>(path: string, use: (checkpoint: Checkpoint) => Result): Result {
  const file = openSync(path, 'r')
  try {
    const size = statSync(path).size
    const readAt: ReadAt = (position, length) => {
      const wanted = Math.max(0, Math.min(length, size - position))
      const buffer = Buffer.from(new ArrayBuffer(wanted)) // one of its own, so that its numbers are aligned
      return buffer.subarray(0, wanted > 0 ? readSync(file, buffer, 0, wanted, position) : 0)
    }
    return use(checkpointOf(readAt, readContents(readAt, size)))
  } finally {
    closeSync(file)
  }
}

function checkpointOf(readAt: ReadAt, entries: ZipEntry[]): Checkpoint {
  const list = entries.find(({ name }) => name === 'data.pkl' || name.endsWith('/data.pkl'))
  if (!list) throw new Error('is a zip file without weights: PyTorch would have put a data.pkl into it')
  if (list.bytes > LONGEST_LIST)
    throw new Error('has a list of tensors that is far too long for a network of this kind')
  const folder = list.name.slice(0, -'data.pkl'.length)
  const data = new Map(entries.map((entry) => [entry.name, entry]))
  const entryOf = ({ key, count, numbers }: Storage): ZipEntry => {
    const entry = data.get(`${folder}data/${key}`)
    if (!entry) throw new Error(`is damaged: the tensor data ${key} are missing; get it again`)
    if (entry.bytes !== count * widthOf(numbers))
      throw new Error(`is damaged: the tensor data ${key} have the wrong length`)
    return entry
  }
  return {
    tensors: stateDictOf(readPickle(readEntry(readAt, list), torchWorld)),
    read: (tensor) => numbersOf(tensor, readEntry(readAt, entryOf(tensor.storage))),
  }
}

function widthOf(type: Storage['numbers']): number {
  return Object.values(STORAGE_TYPES).find((storage) => storage.type === type)?.bytes ?? 0
}

/** The few names that weights consist of. Source: torch/_utils.py (`_rebuild_*`), torch/storage.py. */
const calls: Record<string, (args: PickleValue[]) => PickleValue> = {
  'collections.OrderedDict': () => new Map(),
  'torch._utils._rebuild_tensor_v2': ([storage, offset, shape, strides]) =>
    tensorOf(storage, offset, shape, strides),
  'torch._utils._rebuild_parameter': ([tensor]) => tensor ?? null,
}

/** A hostile name may be anything, and is going to be shown. */
function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 80)
}

const torchWorld: PickleWorld = {
  admit(name) {
    if (Object.hasOwn(calls, name) || Object.hasOwn(STORAGE_TYPES, name)) return
    throw new Error(`holds ${printable(name)}, which weights never need; it may be hostile and was not run`)
  },
  call(name, args) {
    const answer = Object.hasOwn(calls, name) ? calls[name] : undefined
    if (!answer) throw new Error(`calls ${name}, which weights never need; it was not run`)
    return answer(args)
  },
  find: storageOf,
}

/** A persistent id is the tuple ('storage', type, key, device, count). */
function storageOf(id: PickleValue): Storage {
  const [kind, type, key, , count] = Array.isArray(id) ? id : []
  if (kind !== 'storage' || typeof key !== 'string' || typeof count !== 'number' || !isType(type, 'name'))
    throw new Error('is damaged: it refers to tensor data that cannot be understood')
  const known = Object.entries(STORAGE_TYPES).find(([name]) => name === type.name)
  if (!known) throw new Error(`holds tensors of the type ${type.name}, which is not read`)
  return { type: 'storage', key, numbers: known[1].type, count }
}

function tensorOf(...[storage, offset, shape, strides]: (PickleValue | undefined)[]): WeightTensor {
  if (!isType(storage, 'storage') || typeof offset !== 'number' || !isNumbers(shape) || !isNumbers(strides))
    throw new Error('is damaged: it describes a tensor that cannot be understood')
  const tensor: WeightTensor = { type: 'tensor', storage, offset, shape, strides }
  if (fits(tensor)) return tensor
  throw new Error('is damaged: a tensor in it is larger than its data')
}

function stateDictOf(root: PickleValue): StateDict {
  const found =
    root instanceof Map ? KEYS.map((key) => root.get(key)).find((value) => value instanceof Map) : undefined
  const tensors: StateDict = new Map()
  for (const [name, value] of asMap(found ?? root)) {
    if (typeof name === 'string' && isType(value, 'tensor')) tensors.set(name.replace(/^module\./, ''), value)
  }
  return tensors
}

function asMap(value: PickleValue): Map<PickleValue, PickleValue> {
  if (value instanceof Map) return value
  throw new Error('holds no tensors under the names that networks use')
}

type Typed = Extract<PickleValue, { type: string }>

function isType<Type extends Typed['type']>(
  value: PickleValue | undefined,
  type: Type,
): value is Extract<Typed, { type: Type }> {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === type
}

function isNumbers(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number')
}
