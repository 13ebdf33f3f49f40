/**
 * Reads Python pickles of plain data, and runs nothing.
 *
 * A pickle is a program for a small stack machine that may call any Python function it names. Here a name
 * is only ever a name: the caller decides which few are known and what becomes of them.
 * Source: CPython's `Lib/pickletools.py` (the opcodes and their arguments).
 */
import type { Storage, WeightTensor } from './tensor.ts'

/** Something that a pickle names from outside, such as `collections.OrderedDict`. */
export interface PickleName {
  type: 'name'
  name: string
}

/** What can be in a pickle of weights. Lists and tuples are both arrays. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | PickleName
  | Storage
  | WeightTensor
  | PickleValue[]
  | Map<PickleValue, PickleValue>

/** What the caller knows of the world outside the pickle; all three throw for what they do not know. */
export interface PickleWorld {
  /** Is told every name, before anything is done with it. */
  admit(name: string): void
  /** Answers the call of an admitted name. */
  call(name: string, args: PickleValue[]): PickleValue
  /** Finds what lies outside the pickle, by its persistent id. */
  find(id: PickleValue): Storage
}

/** Reads a pickle; throws an error whose message goes on from the file's name. */
export function readPickle(bytes: Buffer, world: PickleWorld): PickleValue {
  const machine: Machine = { ...createCursor(bytes), ...createStack(), memo: new Map(), world }
  for (;;) {
    const code = machine.take(1).readUInt8()
    if (code === STOP) return machine.pop()
    const step = steps.get(code)
    if (!step)
      throw new Error(`holds the pickle instruction ${code}, which weights never need; it was not run`)
    step(machine)
  }
}

interface Cursor {
  take(length: number): Buffer
  /** The text up to the end of the line. */
  line(): string
}

interface Stack {
  push(value: PickleValue): void
  pop(): PickleValue
  top(): PickleValue
  /** Takes the upper `count` values, the lowest first. */
  popMany(count: number): PickleValue[]
  mark(): void
  /** Takes what was pushed since the last mark. */
  popMarked(): PickleValue[]
}

type Machine = Cursor & Stack & { memo: Map<number, PickleValue>; world: PickleWorld }

function createCursor(bytes: Buffer): Cursor {
  let at = 0
  function take(length: number): Buffer {
    if (at + length > bytes.length) throw damaged()
    at += length
    return bytes.subarray(at - length, at)
  }
  return {
    take,
    line() {
      const length = bytes.indexOf('\n', at) - at
      if (length < 0) throw damaged()
      return take(length + 1).toString('utf8', 0, length)
    },
  }
}

function createStack(): Stack {
  const values: PickleValue[] = []
  const marks: number[] = []
  function popMany(count: number): PickleValue[] {
    if (values.length - count < (marks.at(-1) ?? 0)) throw damaged()
    return values.splice(values.length - count)
  }
  return {
    push: (value) => void values.push(value),
    pop: () => popMany(1)[0] ?? null,
    top: () => values.at(-1) ?? null,
    popMany,
    mark: () => void marks.push(values.length),
    popMarked() {
      const mark = marks.pop()
      if (mark === undefined) throw damaged()
      return values.splice(mark)
    },
  }
}

const STOP = 0x2e

/** What each instruction does, by its code; any other is refused. */
const steps = new Map<number, (machine: Machine) => void>([
  [0x80, ({ take }) => void take(1)], // PROTO
  [0x95, ({ take }) => void take(8)], // FRAME
  [0x28, ({ mark }) => mark()], // MARK
  [0x30, ({ pop }) => void pop()], // POP
  [0x4e, ({ push }) => push(null)], // NONE
  [0x88, ({ push }) => push(true)], // NEWTRUE
  [0x89, ({ push }) => push(false)], // NEWFALSE
  [0x4a, ({ push, take }) => push(take(4).readInt32LE())], // BININT
  [0x4b, ({ push, take }) => push(take(1).readUInt8())], // BININT1
  [0x4d, ({ push, take }) => push(take(2).readUInt16LE())], // BININT2
  [0x8a, ({ push, take }) => push(longOf(take(take(1).readUInt8())))], // LONG1
  [0x47, ({ push, take }) => push(take(8).readDoubleBE())], // BINFLOAT
  [0x58, ({ push, take }) => push(take(take(4).readUInt32LE()).toString())], // BINUNICODE
  [0x8c, ({ push, take }) => push(take(take(1).readUInt8()).toString())], // SHORT_BINUNICODE
  [0x54, ({ push, take }) => push(take(take(4).readUInt32LE()).toString())], // BINSTRING
  [0x55, ({ push, take }) => push(take(take(1).readUInt8()).toString())], // SHORT_BINSTRING
  [0x5d, ({ push }) => push([])], // EMPTY_LIST
  [0x29, ({ push }) => push([])], // EMPTY_TUPLE
  [0x7d, ({ push }) => push(new Map())], // EMPTY_DICT
  [0x6c, ({ push, popMarked }) => push(popMarked())], // LIST
  [0x74, ({ push, popMarked }) => push(popMarked())], // TUPLE
  [0x85, ({ push, popMany }) => push(popMany(1))], // TUPLE1
  [0x86, ({ push, popMany }) => push(popMany(2))], // TUPLE2
  [0x87, ({ push, popMany }) => push(popMany(3))], // TUPLE3
  [0x64, ({ push, popMarked }) => push(fill(new Map(), popMarked()))], // DICT
  [0x61, ({ popMany, top }) => append(popMany(1), top())], // APPEND
  [0x65, ({ popMarked, top }) => append(popMarked(), top())], // APPENDS
  [0x73, ({ popMany, top }) => void setItems(popMany(2), top())], // SETITEM
  [0x75, ({ popMarked, top }) => void setItems(popMarked(), top())], // SETITEMS
  [0x63, ({ push, line, world }) => push(nameOf(world, [line(), line()]))], // GLOBAL
  [0x93, ({ push, popMany, world }) => push(nameOf(world, popMany(2)))], // STACK_GLOBAL
  [0x52, ({ push, popMany, world }) => push(call(world, popMany(2)))], // REDUCE
  [0x62, ({ pop }) => void pop()], // BUILD: attributes of an object, such as the versions of a state dict
  [0x51, ({ push, pop, world }) => push(world.find(pop()))], // BINPERSID
  [0x71, ({ memo, take, top }) => void memo.set(take(1).readUInt8(), top())], // BINPUT
  [0x72, ({ memo, take, top }) => void memo.set(take(4).readUInt32LE(), top())], // LONG_BINPUT
  [0x94, ({ memo, top }) => void memo.set(memo.size, top())], // MEMOIZE
  [0x68, ({ push, memo, take }) => push(recall(memo, take(1).readUInt8()))], // BINGET
  [0x6a, ({ push, memo, take }) => push(recall(memo, take(4).readUInt32LE()))], // LONG_BINGET
])

function nameOf(world: PickleWorld, [module, attribute]: PickleValue[]): PickleName {
  if (typeof module !== 'string' || typeof attribute !== 'string') throw damaged()
  const name = `${module}.${attribute}`
  world.admit(name)
  return { type: 'name', name }
}

function call(world: PickleWorld, [callee, args]: PickleValue[]): PickleValue {
  if (!isName(callee) || !Array.isArray(args)) throw damaged()
  return world.call(callee.name, args)
}

function isName(value: PickleValue | undefined): value is PickleName {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'name'
}

function recall(memo: Map<number, PickleValue>, key: number): PickleValue {
  const value = memo.get(key)
  if (value === undefined) throw damaged()
  return value
}

function append(items: PickleValue[], list: PickleValue): void {
  if (!Array.isArray(list)) throw damaged()
  for (const item of items) list.push(item)
}

function setItems(items: PickleValue[], dictionary: PickleValue): void {
  if (!(dictionary instanceof Map)) throw damaged()
  fill(dictionary, items)
}

function fill(map: Map<PickleValue, PickleValue>, items: PickleValue[]): Map<PickleValue, PickleValue> {
  if (items.length % 2 !== 0) throw damaged()
  for (let n = 0; n < items.length; n += 2) map.set(items[n] ?? null, items[n + 1] ?? null)
  return map
}

/** A whole number as little-endian two's complement of any length. */
function longOf(bytes: Buffer): number {
  let value = 0n
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte)
  return Number(BigInt.asIntN(bytes.length * 8, value))
}

function damaged(): Error {
  return new Error('is damaged: its list of tensors cannot be read')
}
