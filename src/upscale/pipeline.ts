/** What is done with each thing; none of the stages may reject, they report their failures themselves. */
export interface Stages<Item, Read, Large> {
  /** Returns the next thing, or undefined when there is none just now. */
  next: () => Item | undefined
  read: (item: Item) => Promise<Read | null>
  /** Only ever works on one thing at a time. */
  enlarge: (read: Read) => Promise<Large | null>
  finish: (large: Large) => Promise<void>
}

/**
 * Leads things through three stages: while one is enlarged, the next is read and the last is finished.
 *
 * At most one is ahead and one behind, so memory stays the same however many there are. With `oneByOne`
 * each is finished before the next is begun. A stage may put a thing back, which `next` then returns
 * again: the end is only reached when nothing is in work any more.
 */
export async function runPipeline<Item, Read, Large>(
  { next, read, enlarge, finish }: Stages<Item, Read, Large>,
  oneByOne: boolean,
): Promise<void> {
  let ahead = begin()
  let behind = Promise.resolve()

  function begin(): Promise<Read | null> | null {
    const item = next()
    return item === undefined ? null : read(item)
  }

  for (;;) {
    if (!ahead) {
      await behind
      ahead = begin()
      if (!ahead) return
    }
    const ready = await ahead
    ahead = oneByOne ? null : begin()
    const large = ready && (await enlarge(ready))
    await behind
    if (large) behind = finish(large)
  }
}
