import { readFile } from 'node:fs/promises'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { z } from 'zod'
import { AppError, hasCode } from '../core/errors.ts'
import { exists, freeName, moveFile, writeWhole } from '../core/files.ts'
import { ImageId, placeOf } from '../core/ids.ts'
import type { Folders } from './folders.ts'
import { put, retrace, type SelectionStep, stepBack } from './selection-steps.ts'

/** What a change made of the list, and how to take it back; `back` is null when it changed nothing. */
export interface SelectionChange {
  before: string[]
  after: string[]
  back: SelectionStep | null
}

/** The pictures a person has chosen, in their order. */
export interface Selection {
  get(): Promise<string[]>
  /** Replaces the list and returns it. */
  set(ids: readonly string[]): Promise<string[]>
  /** Puts pictures in at a position, at the end without one; those that are in it already move there. */
  add(ids: readonly string[], at?: number): Promise<SelectionChange>
  remove(ids: readonly string[]): Promise<SelectionChange>
  clear(): Promise<SelectionChange>
  /** Says that a picture has another id from now on. */
  rename(from: string, to: string): Promise<void>
  /** Takes a change back. Throws `conflict` when somebody changed the same thing meanwhile, and changes nothing then. */
  revert(step: SelectionStep): Promise<SelectionChange>
}

const SelectionFile = z.object({ images: z.array(ImageId) })

interface Deps {
  path: string
  folders: Folders
  log: Logger
}

/**
 * Keeps the selection in one file.
 *
 * Ids whose picture is away (deleted, restored perhaps) stay in the file at their place but are not
 * shown, so what comes back from the trash is selected again. Only emptying the list forgets them.
 */
export function createSelection({ path, folders, log }: Deps): Selection {
  const oneAtATime = pLimit(1)

  async function load(): Promise<string[]> {
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return []
      throw error
    }
    const ids = read(text)
    if (ids) return ids
    const date = new Date().toISOString().replaceAll(':', '-').slice(0, 19)
    const aside = await freeName(path.replace(/\.json$/, `.damaged-${date}.json`), exists)
    await moveFile(path, aside)
    log.warn({ path, aside }, 'The selection could not be read; it was put aside and a new one begun')
    return []
  }

  async function present(ids: readonly string[]): Promise<Set<string>> {
    const views = folders.views()
    const found = new Set<string>()
    for (const id of ids) {
      if (!ImageId.safeParse(id).success) continue
      const { generation, stage, name } = placeOf(id)
      if ((await views(generation, stage)).has(name)) found.add(id)
    }
    return found
  }

  async function refuseMissing(ids: readonly string[]): Promise<void> {
    const there = await present(ids)
    const missing = ids.find((id) => !there.has(id))
    if (missing !== undefined) throw new AppError('not_found', `There is no picture ${missing}.`)
  }

  async function shown(ids: readonly string[]): Promise<string[]> {
    const there = await present(ids)
    return ids.filter((id) => there.has(id))
  }

  async function store(ids: readonly string[]): Promise<string[]> {
    await writeWhole(path, `${JSON.stringify({ images: ids }, null, 2)}\n`)
    return shown(ids)
  }

  async function set(ids: readonly string[]): Promise<string[]> {
    await refuseMissing(ids)
    const wanted = [...new Set(ids)]
    if (wanted.length === 0) return store([])
    const before = await load()
    const there = await present(before)
    return store(withAway(wanted, before, (id) => !there.has(id)))
  }

  /** Changes what is seen of the list in one go, so that nobody's change comes between look and answer. */
  async function change(
    touched: readonly string[],
    edit: (seen: readonly string[]) => readonly string[],
  ): Promise<SelectionChange> {
    const stored = await load()
    const there = await present(stored)
    const before = stored.filter((id) => there.has(id))
    const wanted = edit(before)
    await refuseMissing(wanted)
    const after = await store(withAway(wanted, stored, (id) => !there.has(id)))
    return { before, after, back: stepBack(before, after, touched) }
  }

  async function clear(): Promise<SelectionChange> {
    const before = await shown(await load())
    return { before, after: await store([]), back: stepBack(before, [], before) }
  }

  return {
    get: () => oneAtATime(async () => shown(await load())),
    set: (ids) => oneAtATime(set, ids),
    add: (ids, at) => oneAtATime(change, ids, (seen) => put(seen, ids, at)),
    remove: (ids) => {
      const unwanted = new Set(ids)
      return oneAtATime(change, ids, (seen) => seen.filter((id) => !unwanted.has(id)))
    },
    clear: () => oneAtATime(clear),
    rename: (from, to) =>
      oneAtATime(async () => {
        const ids = await load()
        if (ids.includes(from)) await store(ids.map((id) => (id === from ? to : id)))
      }),
    revert: (step) =>
      oneAtATime(change, [...step.out, ...step.put.map(({ id }) => id)], (seen) => retrace(seen, step)),
  }
}

function read(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return SelectionFile.safeParse(value).data?.images
  } catch {
    return undefined
  }
}

/** Puts the ids that are away behind the one they stood behind before. */
function withAway(
  wanted: readonly string[],
  before: readonly string[],
  isAway: (id: string) => boolean,
): string[] {
  const merged = [...wanted]
  for (const [index, id] of before.entries()) {
    if (!isAway(id) || merged.includes(id)) continue
    const previous = before.slice(0, index).findLast((other) => merged.includes(other))
    merged.splice(previous === undefined ? 0 : merged.indexOf(previous) + 1, 0, id)
  }
  return merged
}
