import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import sharp from 'sharp'

/** The generation that holds most of the pictures, and one that holds few. */
export const MANY = '2026-06-01_10-00-00'
export const FEW = '2026-06-02_10-00-00'

const FEW_PICTURES = 20
/** Further generations, and pictures in each. */
const OTHERS = { generations: 200, pictures: 10 }

/** Makes a library of `count` pictures in one generation and 2,000 in 200 others, each with a sidecar. */
export async function makeLibrary(home: string, count: number): Promise<void> {
  const days = Array.from({ length: OTHERS.generations }, (_, n) => new Date(Date.UTC(2025, 0, n + 1)))
  const sizes: [generation: string, pictures: number][] = [
    [MANY, count],
    [FEW, FEW_PICTURES],
    ...days.map((day): [string, number] => [`${day.toISOString().slice(0, 10)}_10-00-00`, OTHERS.pictures]),
  ]
  for (const [generation, pictures] of sizes) {
    await mkdir(join(home, 'generations', generation), { recursive: true })
    const numbers = Array.from({ length: pictures }, (_, n) => n)
    await pLimit(4).map(numbers, (n) => addPicture(home, generation, `picture_${n}`, n))
  }
}

/** Puts one picture into a generation, as an agent does. */
export async function addPicture(home: string, generation: string, name: string, n: number): Promise<void> {
  const folder = join(home, 'generations', generation)
  const background = { r: (n * 37) % 256, g: (n * 91) % 256, b: (n * 53 + (n >> 8)) % 256 }
  const picture = sharp({ create: { width: 256, height: 256, channels: 3, background } })
  const sidecar = { title: `Picture ${n}`, keywords: ['plain', 'colour', `k${n}`], category: 8 }
  await writeFile(join(folder, `${name}.json`), JSON.stringify(sidecar))
  await writeFile(join(folder, `${name}.png`), await picture.png({ compressionLevel: 1 }).toBuffer())
}
