import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { createBench, testModel } from './job.ts'

const samples = fileURLToPath(new URL('../../../shared/samples/', import.meta.url))
const files = [
  'generations/2025-12-12_23-18-00/christmas_tree_gifts_1765549150437.png',
  'pictures/0014.jpg',
  'pictures/tree_alpha_16bit.png',
  'pictures/wolf_gray.jpg',
]

describe.skipIf(!existsSync(samples))('a job on real pictures', () => {
  it.each(['stockroom-x4', 'bilinear-x4'])('makes 4K JPEGs of all of them with %s', async (name) => {
    const folder = await temporaryFolder()
    for (const file of files) await copyFile(join(samples, file), join(folder, basename(file)))
    const bench = await createBench(folder)
    const settings = { model: await testModel(name), target: { width: 3840, height: 2160 } }
    const { results } = await bench.run(
      bench.task(
        files.map((file) => basename(file)),
        settings,
      ),
    )
    expect(results.map(({ reason }) => reason)).toEqual(files.map(() => undefined))
    for (const file of files) {
      const metadata = await sharp(join(bench.delivered, `${basename(file)}.jpg`)).metadata()
      expect(metadata).toMatchObject({ format: 'jpeg', width: 3840, height: 2160, space: 'srgb' })
    }
  })
})
