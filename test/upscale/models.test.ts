import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BUILT_IN, builtInModel } from '../../src/upscale/builtin.ts'
import { chooseModel, listModels, type Model, type ModelMemory } from '../../src/upscale/models.ts'
import { prepareModel } from '../../src/upscale/weights/preparation.ts'
import { temporaryFolder } from '../support/folder.ts'
import { compact, rrdbnet, writeTorchFile } from './weights/torch-file.ts'

/** What an ONNX file begins with; nothing more is looked at before it is opened. */
const onnx = Buffer.from([0x08, 0x08, 0x12, 0x09])

async function weights(...names: string[]): Promise<string> {
  const folder = await temporaryFolder()
  for (const name of names) {
    const path = join(folder, name)
    if (!name.endsWith('.pth')) await writeFile(path, onnx)
    else if (name.startsWith('RealESRGAN'))
      await writeTorchFile(path, rrdbnet({ features: 4, growth: 2, blocks: 1, inputs: 3 }))
    else await writeTorchFile(path, compact({ features: 64, convolutions: 32, scale: 4 }))
  }
  return folder
}

async function first(folder: string): Promise<Model> {
  const [model] = await listModels(folder)
  if (!model) throw new Error(`There is no model in ${folder}.`)
  return model
}

describe('listModels', () => {
  it('lists .pth and .onnx files by name and the built-in model last, and leaves notes and folders out', async () => {
    const names = [
      'zoom.onnx',
      'RealESRGAN_x4plus.ONNX',
      'fast.pth',
      'notes.txt',
      'half.onnx.part',
      'README.md',
    ]
    const folder = await weights(...names)
    await mkdir(join(folder, 'folder.onnx'))
    await mkdir(join(folder, '.converted'))
    const models = await listModels(folder)
    expect(models.map(({ id, kind, isRealEsrgan }) => [id, kind, isRealEsrgan])).toEqual([
      ['fast', 'pth', false],
      ['RealESRGAN_x4plus', 'onnx', true],
      ['zoom', 'onnx', false],
      ['stockroom-x4', 'onnx', false],
    ])
    expect(models[0]).toMatchObject({
      network: 'SRVGGNetCompact, 64 features, 32 convolutions, x4',
      ...{ scale: 4, overlap: 34 },
    })
  })

  it('calls Real-ESRGAN only what has both its name and its network', async () => {
    const folder = await weights(
      'realesr-general-x4v3.mine.pth',
      'RealESRGAN_x4plus.pth',
      'realesr-generalish.pth',
    )
    const models = await listModels(folder)
    expect(models.map(({ id, isRealEsrgan }) => [id, isRealEsrgan])).toEqual([
      ['realesr-general-x4v3.mine', true],
      ['realesr-generalish', false],
      ['RealESRGAN_x4plus', false],
      ['stockroom-x4', false],
    ])
  })

  it('lists a file that is no use with its reason, and a file that is whole again as a model', async () => {
    const folder = await weights('a.pth')
    const memory: ModelMemory = new Map()
    await writeFile(join(folder, 'a.pth'), '<html>')
    expect((await listModels(folder, memory))[0]).toMatchObject({
      id: 'a',
      problem: 'is a web page, not weights; the server answered the download with a page',
    })
    await writeTorchFile(join(folder, 'a.pth'), compact({ features: 2, convolutions: 1, scale: 2 }))
    const [again] = await listModels(folder, memory)
    expect(again?.problem).toBeUndefined()
    expect(again).toMatchObject({ id: 'a', scale: 2 })
  })

  it('tells two files of the same name apart', async () => {
    const models = await listModels(await weights('a.onnx', 'a.pth'))
    expect(models.map(({ id }) => id)).toEqual(['a', 'a.pth', 'stockroom-x4'])
  })

  it('has only the built-in model where there is no folder', async () => {
    const models = await listModels(join(await weights(), 'none'))
    expect(models).toMatchObject([{ id: 'stockroom-x4', isBuiltIn: true, scale: 4, overlap: 12 }])
    expect(models[0]?.problem).toBeUndefined()
  })

  it('lets nobody take the name of the built-in model', async () => {
    const models = await listModels(await weights('stockroom-x4.onnx'))
    expect(models.map(({ id, isBuiltIn = false }) => [id, isBuiltIn])).toEqual([
      ['stockroom-x4.onnx', false],
      ['stockroom-x4', true],
    ])
  })
})

describe('builtInModel', () => {
  it('is the file that its SHA-256 and its size limit stand for', async () => {
    const model = await builtInModel(new Map())
    expect(model).toMatchObject({ id: BUILT_IN.name, isRealEsrgan: false, network: BUILT_IN.network })
    expect(model.problem).toBeUndefined()
    expect(model.bytes).toBeLessThan(500_000)
  })

  it('is no use, with what to do, when its file is missing or another', async () => {
    const folder = await weights('changed.onnx')
    const missing = await builtInModel(new Map(), join(folder, 'none.onnx'))
    expect(missing.problem).toBe('is missing: get it again from where Stockroom comes from')
    const changed = await builtInModel(new Map(), join(folder, 'changed.onnx'))
    expect(changed.problem).toContain('is not the file that comes with Stockroom')
    expect(() => chooseModel([changed], 'auto')).toThrow('changed.onnx is not the file that comes with')
  })
})

describe('chooseModel', () => {
  it.each([
    [
      ['RealESRGAN_x4plus.onnx', 'realesr-general-x4v3.onnx', 'a.onnx'],
      'realesr-general-x4v3',
      'RealESRGAN_x4plus',
    ],
    [['a.onnx', 'RealESRGAN_x4plus.onnx'], 'RealESRGAN_x4plus', 'RealESRGAN_x4plus'],
    [['a.onnx', 'realesr-animevideov3.onnx'], 'realesr-animevideov3', 'realesr-animevideov3'],
    [['b.onnx', 'a.onnx'], 'a', 'a'],
    [[], 'stockroom-x4', 'stockroom-x4'],
  ])('takes from %o the best one for a CPU and for a GPU', async (names, cpu, gpu) => {
    const models = await listModels(await weights(...names))
    expect(chooseModel(models, 'auto').id).toBe(cpu)
    expect(chooseModel(models, 'auto', 'gpu').id).toBe(gpu)
  })

  it('never takes a file that is no use, and says why when it is asked for', async () => {
    const folder = await weights('a.onnx')
    await writeFile(join(folder, 'realesr-general-x4v3.pth'), '')
    const models = await listModels(folder)
    expect(chooseModel(models, 'auto').id).toBe('a')
    expect(() => chooseModel(models, 'realesr-general-x4v3')).toThrow('realesr-general-x4v3.pth is empty.')
  })

  it('finds a model by its name in any case', async () => {
    const models = await listModels(await weights('RealESRGAN_x4plus.onnx'))
    expect(chooseModel(models, 'realesrgan_X4PLUS').id).toBe('RealESRGAN_x4plus')
    expect(chooseModel(models, 'Stockroom-X4').isBuiltIn).toBe(true)
  })

  it('lists what is there for a name that is not', async () => {
    const models = await listModels(await weights('a.onnx'))
    expect(() => chooseModel(models, 'b')).toThrow(
      'There is no model called "b". There are: a, stockroom-x4.',
    )
  })

  it('blends the general model with its denoising twin as upstream does: 1 is the general one alone', async () => {
    const models = await listModels(
      await weights('realesr-general-x4v3.pth', 'realesr-general-wdn-x4v3.pth', 'a.pth'),
    )
    const sharesOf = (wanted: string) =>
      chooseModel(models, wanted).sources?.map(({ path, share }) => [path.includes('wdn'), share])
    expect(sharesOf('realesr-general-x4v3@0.75')).toEqual([
      [false, 0.75],
      [true, 0.25],
    ])
    expect(sharesOf('realesr-general-x4v3@0')).toEqual([[true, 1]])
    expect(sharesOf('realesr-general-x4v3@1')).toEqual([[false, 1]])
    expect(chooseModel(models, 'realesr-general-x4v3@0.75').id).toBe('realesr-general-x4v3@0.75')
    expect(() => chooseModel(models, 'a@0.5')).toThrow('Expected realesr-general-x4v3 (a .pth file)')
  })
})

describe('prepareModel', () => {
  it('writes the ONNX file once, in a folder of its own, and anew when the weights change', async () => {
    const folder = await weights('fast.pth')
    const model = await first(folder)
    const made = await prepareModel(model)
    expect(made).toMatchObject({
      id: 'fast',
      path: expect.stringContaining(join('.converted', 'fast.float32.')),
    })
    expect((await prepareModel(model)).path).toBe(made.path)
    expect((await prepareModel(model, { precision: 'float16' })).path).toContain('fast.float16.')

    await writeTorchFile(join(folder, 'fast.pth'), compact({ features: 2, convolutions: 1, scale: 2 }))
    const changed = await first(folder)
    expect((await prepareModel(changed)).path).not.toBe(made.path)
    expect(await readdir(join(folder, '.converted'))).toHaveLength(2)
    expect((await listModels(folder)).map(({ id }) => id)).toEqual(['fast', 'stockroom-x4'])
  })

  it('leaves what needs no conversion as it is', async () => {
    for (const model of await listModels(await weights('a.onnx')))
      expect(await prepareModel(model)).toBe(model)
  })

  it('says what is wrong with a file that is damaged inside, and leaves nothing half done', async () => {
    const folder = await weights('fast.pth')
    const model = await first(folder)
    await rm(join(folder, 'fast.pth'))
    await expect(prepareModel(model)).rejects.toThrow(/^fast\.pth cannot be converted \(ENOENT/)
    expect(await readdir(join(folder, '.converted'))).toEqual([])
  })

  it('stops when it is cancelled', async () => {
    const folder = await weights('fast.pth')
    const model = await first(folder)
    const cancel = new AbortController()
    const prepared = prepareModel(model, { signal: cancel.signal })
    setImmediate(() => cancel.abort(new Error('enough')))
    await expect(prepared).rejects.toThrow('enough')
    expect(await readdir(join(folder, '.converted'))).toEqual([])
  })
})
