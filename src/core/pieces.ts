import { createBreath } from './breath.ts'

/** Work that needs only the thread, and yields wherever it could be parted. */
export type Pieces<Result> = Generator<undefined, Result>

/** Does work piece by piece and lets others in between, so that nobody waits long for it. */
export async function inPieces<Result>(work: Pieces<Result>): Promise<Result> {
  const breathe = createBreath()
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    const breath = breathe()
    if (breath) await breath
  }
}

/** Makes something of each item, which is a piece of its own. */
export function* each<Item, Result>(
  items: Iterable<Item>,
  make: (item: Item, index: number) => Result,
): Pieces<Result[]> {
  const results: Result[] = []
  for (const item of items) {
    results.push(make(item, results.length))
    yield
  }
  return results
}
