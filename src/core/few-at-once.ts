import { setImmediate } from 'node:timers/promises'

/** Between so many pieces of work, whoever else waits is let in: work that has its answer already waits for nothing. */
const BREATH = 256

/**
 * Does something for each item, `few` at a time, and returns what came of it in their order; the first error ends it.
 *
 * Unlike a queue it makes nothing for the items that wait, which counts for lists of ten thousand.
 */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  few: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  let [next, hasFailed] = [0, false]

  async function run(): Promise<void> {
    while (next < items.length && !hasFailed) {
      const index = next++
      results[index] = await work(items[index] as Item, index)
      if (index % BREATH === BREATH - 1) await setImmediate()
    }
  }

  const stop = (error: unknown) => {
    hasFailed = true
    throw error
  }
  await Promise.all(Array.from({ length: Math.min(few, items.length) }, () => run().catch(stop)))
  return results
}
