import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { quarters } from '../imaging/strange-pictures.ts'
import { temporaryFolder } from '../support/folder.ts'
import { createBench, testModel } from './job.ts'

describe('a network that misbehaves', () => {
  it.each(['black', 'noise', 'shifted'])(
    'is caught when its output is %s, and nothing is delivered',
    async (name) => {
      const folder = await temporaryFolder()
      await quarters(320, 180).png().toFile(join(folder, 'picture.png'))
      const bench = await createBench(folder)
      const settings = { model: await testModel(name), tile: 256, target: { scale: 4 } }
      const { results } = await bench.run(bench.task(['picture.png'], settings))
      expect(results[0]?.status).toBe('failed')
      expect(results[0]?.reason).toMatch(
        /^The enlarged picture failed its check 2 times, at last with tiles of 128 on cpu, and was not kept\. It does not look like the original \(.*\)\. Try another model\.$/,
      )
      expect(bench.lines.join('\n')).toMatch(
        /picture\.png: the result failed its check: .* It is made again with tiles of 128 on cpu\./,
      )
      expect(await readdir(bench.delivered)).toEqual([])
    },
  )

  it('is given smaller tiles, where it works, and keeps them for the rest of the job', async () => {
    const folder = await temporaryFolder()
    const names = ['one.png', 'two.png', 'three.png', 'four.png']
    for (const name of names) await quarters(640, 360).png().toFile(join(folder, name))
    const bench = await createBench(folder)
    const settings = { model: await testModel('picky'), tile: 384, target: { scale: 4 } }
    const { results, notes } = await bench.run(bench.task(names, settings))
    expect(results.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done'])
    expect(notes).toContain('one.png: it failed at first and was made with tiles of 256 on cpu')
    expect(notes.some((note) => note.startsWith('four.png'))).toBe(false)
    const { width, height } = await sharp(join(bench.delivered, 'one.png.jpg')).metadata()
    expect([width, height]).toEqual([2560, 1440])
  })
})
