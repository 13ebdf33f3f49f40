import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { groupBySize } from '../../src/upscale/order.ts'
import { quarters } from '../imaging/strange-pictures.ts'
import { temporaryFolder } from '../support/folder.ts'

it('puts pictures that are of one size after the crop together, and useless files first', async () => {
  const folder = await temporaryFolder()
  const sizes: [number, number][] = [
    [64, 64],
    [32, 32],
    [64, 36],
    [0, 0],
    [32, 18],
    [64, 48],
  ]
  const items = []
  for (const [index, [width, height]] of sizes.entries()) {
    const source = join(folder, `${index}.png`)
    if (width > 0) await quarters(width, height).png().toFile(source)
    else await writeFile(source, 'no picture')
    items.push({ index, source })
  }
  const ordered = await groupBySize(items, { width: 16, height: 9 })
  expect(ordered.map(({ index }) => index)).toEqual([3, 0, 2, 5, 1, 4])
})
