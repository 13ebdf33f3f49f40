import { z } from 'zod'
import { ImageId } from '../core/ids.ts'

/** A list as programs send it, or as a form does: one field of that name for each, or a single one. */
export function list<Item extends z.ZodType>(item: Item, largest = 5000) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).min(1, 'expected at least one').max(largest, `expected ${largest} at most`),
  )
}

/** A list as {@link list} takes it, which may also be empty. */
export function listOrNone<Item extends z.ZodType>(item: Item, largest = 5000) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(largest),
  )
}

/** A yes or no as programs and forms send it; of a box with a hidden field before it, the box counts. */
export const flag = z.preprocess((value) => {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value
  return last === 'true' || last === 'on' ? true : last === 'false' || last === '' ? false : last
}, z.boolean().optional())

/** The pictures that a form or a program names. */
export const ImageList = z.object({ images: list(ImageId) })
