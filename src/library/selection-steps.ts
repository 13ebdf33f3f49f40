import { createHash } from 'node:crypto'
import { AppError } from '../core/errors.ts'

/** The way back from a change of the selection. */
export interface SelectionStep {
  /** What to take out again. */
  out: string[]
  /** What to put where it was, by ascending position. */
  put: { id: string; at: number }[]
  /** What the list must look like for a move within it to be taken back; null when nothing was moved. */
  order: string | null
}

/** Puts ids into a list at a position, at the end without one; those that are in it already move there. */
export function put(list: readonly string[], ids: readonly string[], at?: number): string[] {
  const wanted = new Set(ids)
  const rest = list.filter((id) => !wanted.has(id))
  const position = at ?? rest.length
  return [...rest.slice(0, position), ...wanted, ...rest.slice(position)]
}

/**
 * Works out the way back from a change that touched nothing but `touched`, or null when nothing changed.
 *
 * It names only what was touched: what another tab does meanwhile to other pictures stays.
 */
export function stepBack(
  before: readonly string[],
  after: readonly string[],
  touched: readonly string[],
): SelectionStep | null {
  if (digest(before) === digest(after)) return null
  const [old, now] = [new Set(before), new Set(after)]
  const wanted = new Set(touched)
  const put = before.flatMap((id, at) => (wanted.has(id) ? [{ id, at }] : []))
  return {
    out: [...wanted].filter((id) => now.has(id) && !old.has(id)),
    put,
    order: put.some(({ id }) => now.has(id)) ? digest(after) : null,
  }
}

/** Takes a step back. Throws `conflict` when what it would change was changed meanwhile. */
export function retrace(list: readonly string[], { out, put, order }: SelectionStep): string[] {
  if (order !== null && order !== digest(list))
    throw changed('The order of the selection was changed meanwhile.')
  const there = new Set(list)
  const leaving = out.filter((id) => there.has(id))
  const coming = order === null ? put.filter(({ id }) => !there.has(id)) : put
  if (leaving.length + coming.length === 0)
    throw changed(
      out.length > 0
        ? `${out[0]} is not in the selection any more.`
        : `${put[0]?.id ?? 'This picture'} is in the selection again already.`,
    )
  const moving = new Set([...leaving, ...coming.map(({ id }) => id)])
  const result = list.filter((id) => !moving.has(id))
  for (const { id, at } of coming) result.splice(at, 0, id)
  return result
}

function changed(message: string): AppError {
  return new AppError('conflict', message)
}

function digest(list: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16)
}
