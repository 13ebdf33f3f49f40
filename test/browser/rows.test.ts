import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Rows, rowAt, stretchAround } from '../../src/browser/rows.ts'

const grids = fc
  .record({
    columns: fc.integer({ min: 1, max: 12 }),
    heights: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 60 }),
    gap: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ columns, heights, gap }): Rows => {
    const tops = heights.map((_, row) => heights.slice(0, row).reduce((sum, height) => sum + height + gap, 0))
    return { columns, heights, gap, tops, end: (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0) + gap }
  })

it('finds the row at a height: the last that begins there or above, the first for what is above all', () => {
  fc.assert(
    fc.property(grids, fc.integer({ min: -1000, max: 60_000 }), (rows, y) => {
      const expected = rows.tops.findLastIndex((top) => top <= y)
      expect(rowAt(rows, y)).toBe(Math.max(0, expected))
    }),
  )
})

it('takes every row that is seen into the stretch, and the row of the card that is asked for', () => {
  fc.assert(
    fc.property(
      grids,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 2000 }),
      (rows, at, which, clientHeight) => {
        const scrollTop = at % rows.end
        const seen = stretchAround(rows, { scrollTop, clientHeight }, undefined, 2.5)
        for (const [row, top] of rows.tops.entries()) {
          const isSeen = top < scrollTop + clientHeight && top + (rows.heights[row] ?? 0) > scrollTop
          if (isSeen) expect(row >= seen.first && row <= seen.last).toBe(true)
        }
        const card = which % (rows.tops.length * rows.columns)
        const around = stretchAround(rows, { scrollTop, clientHeight }, card, 2.5)
        const row = Math.floor(card / rows.columns)
        expect(row >= around.first && row <= around.last).toBe(true)
      },
    ),
  )
})
