import { describe, expect, it } from 'vitest'
import type { Region, Size } from '../../src/imaging/pixels.ts'
import { tileSide } from '../../src/upscale/enlargement.ts'
import { planTiles, type Tile } from '../../src/upscale/tiles.ts'

const sizes = [
  [1, 1],
  [2, 900],
  [224, 225],
  [384, 384],
  [385, 383],
  [997, 1009],
  [1023, 771],
  [1024, 576],
  [1344, 756],
  [3000, 40],
  [2860, 1609],
].map(([width = 0, height = 0]) => ({ width, height }))

function paint(hits: Uint8Array, { left, top, width, height }: Region, stride: number): void {
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) hits[y * stride + x] = (hits[y * stride + x] ?? 0) + 1
  }
}

/** The smallest distance between a kept edge and the edge of what was read, where the image goes on. */
function smallestMargin({ read, keep }: Tile, image: Size): number {
  const [right, bottom] = [read.left + read.width, read.top + read.height]
  return Math.min(
    read.left === 0 ? Number.POSITIVE_INFINITY : keep.left - read.left,
    read.top === 0 ? Number.POSITIVE_INFINITY : keep.top - read.top,
    right === image.width ? Number.POSITIVE_INFINITY : right - keep.left - keep.width,
    bottom === image.height ? Number.POSITIVE_INFINITY : bottom - keep.top - keep.height,
  )
}

describe.each([
  [384, 32],
  [384, 34],
  [128, 10],
  [64, 0],
] as const)('planTiles with tiles of %i and an overlap of %i', (tile, overlap) => {
  it.each(sizes)('keeps every pixel of $width×$height exactly once', (image) => {
    const hits = new Uint8Array(image.width * image.height)
    for (const { keep } of planTiles(image, tile, overlap)) paint(hits, keep, image.width)
    expect(hits.every((count) => count === 1)).toBe(true)
  })

  it.each(sizes)('reads one shape within $width×$height, with the overlap wherever it goes on', (image) => {
    const tiles = planTiles(image, tile, overlap)
    const shapes = new Set(tiles.map(({ read }) => `${read.width}x${read.height}`))
    expect(shapes.size).toBe(1)
    for (const plan of tiles) {
      const { read } = plan
      expect(read.left >= 0 && read.top >= 0).toBe(true)
      expect(read.left + read.width <= image.width && read.top + read.height <= image.height).toBe(true)
      expect(smallestMargin(plan, image)).toBeGreaterThanOrEqual(overlap)
      expect(read.width * read.height).toBeLessThanOrEqual(tile * tile)
    }
  })
})

describe('planTiles', () => {
  it('covers every size up to 70 x 40 exactly once, and primes, with tiles of 24', () => {
    const primes = [97, 101, 199, 211].flatMap((width) =>
      [1, 53, 97, 127].map((height) => ({ width, height })),
    )
    const small = Array.from({ length: 70 * 40 }, (_, n) => ({
      width: 1 + (n % 70),
      height: 1 + Math.floor(n / 70),
    }))
    for (const image of [...small, ...primes]) {
      const tiles = planTiles(image, 24, 4)
      const hits = new Uint8Array(image.width * image.height)
      for (const { keep } of tiles) paint(hits, keep, image.width)
      const worst = Math.min(...tiles.map((tile) => smallestMargin(tile, image)))
      expect([hits.every((count) => count === 1), worst >= 4], `${image.width}x${image.height}`).toEqual([
        true,
        true,
      ])
    }
  })

  // 1.25 is the goal; 384 x 384 pixels less 32 on each side are too few for it at 1920 x 1080
  it.each([
    [
      { width: 1024, height: 576 },
      { large: 1.25, compact: 1.25 },
    ],
    [
      { width: 1344, height: 756 },
      { large: 1.25, compact: 1.25 },
    ],
    [
      { width: 1920, height: 1080 },
      { large: 1.31, compact: 1.25 },
    ],
    [
      { width: 400, height: 225 },
      { large: 1, compact: 1 },
    ],
  ])('reads few pixels of %o twice', (image, most) => {
    const models = { large: { room: 1.07, overlap: 32 }, compact: { room: 1.78, overlap: 34 } }
    for (const kind of ['large', 'compact'] as const) {
      const tiles = planTiles(image, tileSide(models[kind], 384), models[kind].overlap)
      const read = tiles.reduce((sum, tile) => sum + tile.read.width * tile.read.height, 0)
      expect(read / (image.width * image.height), kind).toBeLessThanOrEqual(most[kind])
    }
  })

  it('keeps each side within the size of a model that takes only one', () => {
    for (const image of sizes) {
      for (const { read } of planTiles(image, { width: 128, height: 64 }, 16)) {
        expect(read.width <= 128 && read.height <= 64).toBe(true)
      }
    }
  })

  it.each([2, 4])(
    'begins every tile at a multiple of %i, covers everything once, and keeps the overlap',
    (align) => {
      for (const image of [...sizes, { width: 1344, height: 757 }, { width: 1919, height: 1081 }]) {
        const tiles = planTiles(image, 128, 16, align)
        const hits = new Uint8Array(image.width * image.height)
        for (const { read, keep } of tiles) {
          expect([read.left % align, read.top % align]).toEqual([0, 0])
          paint(hits, keep, image.width)
        }
        expect(hits.every((count) => count === 1)).toBe(true)
        for (const plan of tiles) expect(smallestMargin(plan, image)).toBeGreaterThanOrEqual(16)
      }
    },
  )

  it('names a tile that is smaller than its overlaps', () => {
    expect(() => planTiles({ width: 9, height: 9 }, 64, 32)).toThrow(
      'Expected a number over twice the overlap (32) for tile but received 64.',
    )
  })
})
