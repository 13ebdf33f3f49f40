import { createBreath } from './breath.ts'

/**
 * Does something for each item, `few` at a time, and returns what came of it in their order; the first error ends it.
 *
 * Unlike a queue it makes nothing for the items that wait, which counts for lists of ten thousand. Work that has its answer
 * already waits for nothing, so whoever else waits is let in between.
 */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  few: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  const breathe = createBreath()
  let [next, hasFailed] = [0, false]

  async function run(): Promise<void> {
    while (next < items.length && !hasFailed) {
      const breath = breathe()
      if (breath) {
        await breath
        continue
      }
      const index = next++
      results[index] = await work(items[index] as Item, index)
    }
  }

  const stop = (error: unknown) => {
    hasFailed = true
    throw error
  }
  await Promise.all(Array.from({ length: Math.min(few, items.length) }, () => run().catch(stop)))
  return results
}
