import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/imaging/pixels.ts'
import type { Engine } from '../../src/upscale/engine.ts'
import type { FromWorker } from '../../src/upscale/protocol.ts'
import { makePictures } from '../../src/upscale/work.ts'
import { quarters } from '../imaging/strange-pictures.ts'
import { temporaryFolder } from '../support/folder.ts'
import { createResampler } from './resampler.ts'

/** Makes pictures with an engine that says it is a graphics card, and tells what was told. */
async function make(
  enlarge: (tile: Pixels) => Promise<Pixels>,
  count = 1,
  options: { abortAt?: number } = {},
) {
  const folder = await temporaryFolder()
  const source = join(folder, 'source.png')
  await quarters(160, 90).png().toFile(source)
  const [told, closed, cancelling] = [[] as FromWorker[], [] as string[], new AbortController()]
  const named = (engine: Engine, name: string): Engine => ({
    ...engine,
    close: async () => void closed.push(name),
  })
  const reserve = createResampler()
  await makePictures({
    items: Array.from({ length: count }, (_, index) => ({ index, source })),
    settings: {
      ...{ modelPath: '', device: 'auto', tile: 256, target: { scale: 4 }, aspect: null },
      ...{ format: 'jpg', quality: 90 },
    },
    ...{ workFolder: folder, keepProcessed: false, signal: cancelling.signal, oneByOne: false },
    engine: named({ ...reserve, device: 'cuda', enlarge }, 'cuda'),
    openOnCpu: async () => named(reserve, 'cpu'),
    tell(message) {
      told.push(message)
      if (message.type === 'item-done' && message.index === options.abortAt)
        cancelling.abort(new Error('enough'))
    },
  })
  const of = <Type extends FromWorker['type']>(type: Type) =>
    told.filter((message): message is Extract<FromWorker, { type: Type }> => message.type === type)
  return { of, closed, files: await readdir(folder) }
}

const black = async ({ width, height }: Pixels) => {
  return { width: width * 4, height: height * 4, data: new Uint8Array(width * height * 48) }
}

describe('makePictures', () => {
  it('tries a black result with smaller tiles, then on the CPU, and stays there', async () => {
    const { of, closed } = await make(black, 5)
    expect(
      of('item-done')
        .map(({ index }) => index)
        .toSorted(),
    ).toEqual([0, 1, 2, 3, 4])
    const retries = of('log').map(({ index, text }) => [index, /made again (.*)$/.exec(text)?.[1]])
    expect(retries).toContainEqual([0, 'with tiles of 128 on cuda.'])
    expect(retries).toContainEqual([0, 'with tiles of 128 on cpu.'])
    expect(retries.some(([index]) => index === 4)).toBe(false)
    expect(of('item-done')[0]?.notes).toEqual(['it failed at first and was made with tiles of 128 on cpu'])
    expect(of('item-started')).toHaveLength(5)
    expect(closed).toEqual(['cuda', 'cpu'])
  })

  it('goes straight to the CPU when the device fails', async () => {
    const { of } = await make(() => Promise.reject(new Error('the device was lost')))
    expect(of('log').map(({ text }) => text)).toEqual([
      'cuda failed: the device was lost. It is made again with tiles of 128 on cpu.',
    ])
    expect(of('item-done')).toHaveLength(1)
  })

  it('begins nothing new once it is cancelled, and tells no failure', async () => {
    const { of, closed } = await make(createResampler().enlarge, 50, { abortAt: 2 })
    expect(of('item-started').length).toBeLessThan(8)
    expect(of('item-failed')).toEqual([])
    expect(closed).toEqual(['cuda'])
  })
})
