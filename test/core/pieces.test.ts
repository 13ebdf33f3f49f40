import { expect, it } from 'vitest'
import { inPieces, type Pieces } from '../../src/core/pieces.ts'
import { countTurns, hold } from '../support/thread.ts'

it('lets others in between pieces, and returns what the work does', async () => {
  const turns = countTurns()
  function* sum(): Pieces<number> {
    let sum = 0
    for (let n = 1; n <= 50; n++) {
      hold(4)
      sum += n
      yield
    }
    return sum
  }
  expect(await inPieces(sum())).toBe(1275)
  expect(turns()).toBeGreaterThan(10)
})

it('fails with what the work throws', async () => {
  // biome-ignore lint/correctness/useYield: it fails before it could
  function* broken(): Pieces<never> {
    throw new Error('no good')
  }
  await expect(inPieces(broken())).rejects.toThrow('no good')
})
