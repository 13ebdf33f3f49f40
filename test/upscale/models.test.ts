import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseModel, LANCZOS, listModels } from '../../src/upscale/models.ts'
import { temporaryFolder } from '../support/folder.ts'

async function weights(...names: string[]): Promise<string> {
  const folder = await temporaryFolder()
  for (const name of names) await writeFile(join(folder, name), 'weights')
  return folder
}

describe('listModels', () => {
  it('lists every .onnx by name, and lanczos last', async () => {
    const folder = await weights('zoom.onnx', 'RealESRGAN_x4plus.ONNX', 'notes.txt', 'half.onnx.part')
    await mkdir(join(folder, 'folder.onnx'))
    const models = await listModels(folder)
    expect(models.map(({ id, bytes, isRealEsrgan }) => [id, bytes, isRealEsrgan])).toEqual([
      ['RealESRGAN_x4plus', 7, true],
      ['zoom', 7, false],
      ['lanczos', 0, false],
    ])
  })

  it('has only lanczos where there is no folder', async () => {
    expect(await listModels(join(await weights(), 'none'))).toEqual([LANCZOS])
  })
})

describe('chooseModel', () => {
  it.each([
    [['RealESRGAN_x4plus.onnx', 'realesr-general-x4v3.onnx', 'a.onnx'], 'realesr-general-x4v3'],
    [['a.onnx', 'RealESRGAN_x4plus.onnx'], 'RealESRGAN_x4plus'],
    [['b.onnx', 'a.onnx'], 'a'],
    [[], 'lanczos'],
  ])('takes from %o the best one', async (names, best) => {
    expect(chooseModel(await listModels(await weights(...names)), 'auto').id).toBe(best)
  })

  it('finds a model by its name in any case', async () => {
    const models = await listModels(await weights('RealESRGAN_x4plus.onnx'))
    expect(chooseModel(models, 'realesrgan_X4PLUS').id).toBe('RealESRGAN_x4plus')
    expect(chooseModel(models, 'lanczos')).toBe(LANCZOS)
  })

  it('lists what is there for a name that is not', async () => {
    const models = await listModels(await weights('a.onnx'))
    expect(() => chooseModel(models, 'b')).toThrow('There is no model called "b". There are: a, lanczos.')
  })
})
