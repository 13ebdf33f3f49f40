import { existsSync, readFileSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { withCheckpoint } from '../../../src/upscale/weights/checkpoint.ts'
import { inspectWeights } from '../../../src/upscale/weights/inspection.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { compact, unicode, writeTorchFile, zipOf } from './torch-file.ts'

const goldens = fileURLToPath(new URL('../../fixtures/goldens/', import.meta.url))
const golden = (name: string) => join(goldens, `${name}.pth`)
const tensors = compact({ features: 4, convolutions: 1, scale: 2 })

async function problemOf(bytes: Buffer, name = 'weights.pth'): Promise<string | undefined> {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, bytes)
  return (await inspectWeights(path, bytes.length)).problem
}

describe('a hostile file', () => {
  it('is refused by the name of what it holds, and runs nothing', async () => {
    const { problem } = await inspectWeights(golden('hostile'), 811)
    expect(problem).toBe('holds posix.system, which weights never need; it may be hostile and was not run')
    expect(existsSync('pwned-by-pickle')).toBe(false)
    expect(await readdir(goldens)).not.toContain('pwned-by-pickle')
  })

  it.each([
    [
      'the name in two pieces',
      [unicode('os'), unicode('system'), Buffer.from('\x93.', 'latin1')],
      'holds os.system',
    ],
    ['a name of JavaScript', [Buffer.from('c__proto__\npolluted\n.')], 'holds __proto__.polluted'],
    [
      'a name every object has',
      [Buffer.from('cconstructor\nconstructor\n.')],
      'holds constructor.constructor',
    ],
    [
      'an instruction that makes objects',
      [Buffer.from('(ios\nsystem\n.')],
      'holds the pickle instruction 105',
    ],
    ['a call of a storage', [Buffer.from('ctorch\nFloatStorage\n)R.')], 'calls torch.FloatStorage'],
    ['nothing on the stack', [Buffer.from('R.')], 'is damaged: its list of tensors cannot be read'],
    ['no end', [Buffer.from('}')], 'is damaged: its list of tensors cannot be read'],
    ['a text that is longer than the file', [Buffer.from('X\xff\xff\xff\xff', 'latin1')], 'is damaged'],
    ['no tensors', [Buffer.from('].')], 'holds no tensors under the names that networks use'],
  ])('is refused with %s', async (_what, root, say) => {
    const path = join(await temporaryFolder(), 'a.pth')
    await writeTorchFile(path, tensors, { root: Buffer.concat([Buffer.from('\x80\x02', 'latin1'), ...root]) })
    expect((await inspectWeights(path, 1)).problem).toContain(say)
  })

  it('is refused when a tensor reaches beyond its data', async () => {
    const path = join(await temporaryFolder(), 'a.pth')
    const wide = new Map(tensors).set('body.0.weight', { shape: [4, 3, 3, 3], strides: [27, 9, 3, 2] })
    await writeTorchFile(path, wide)
    expect((await inspectWeights(path, 1)).problem).toBe('is damaged: a tensor in it is larger than its data')
  })
})

describe('a file that is no use', () => {
  const whole = readFileSync(golden('compact-x2'))

  it.each([
    ['empty', Buffer.alloc(0), 'is empty'],
    ['zeros', Buffer.alloc(600), 'holds nothing but zeros'],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html>'), 'is a web page, not weights'],
    [
      'an LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0'),
      'is a Git LFS pointer',
    ],
    [
      'the format before 1.6',
      readFileSync(golden('legacy-format')),
      'is in the format of PyTorch before 1.6',
    ],
    ['safetensors', Buffer.from([9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22]), 'is in the safetensors format'],
    ['a text', Buffer.from('hello'), 'is neither a PyTorch file nor an ONNX file'],
    ['a zip file of something else', zipOf(new Map([['a.txt', whole]])), 'is a zip file without weights'],
    ['a packed zip file', zipOf(new Map([['data.pkl', whole]]), { method: 8 }), 'is a packed zip file'],
    ['an encrypted zip file', zipOf(new Map([['data.pkl', whole]]), { flags: 1 }), 'is encrypted'],
  ])('is named for what it is: %s', async (_what, bytes, say) => {
    expect(await problemOf(bytes)).toContain(say)
  })

  it('is named cut short wherever it is cut', async () => {
    for (const share of [0.001, 0.1, 0.5, 0.9, 0.999]) {
      const bytes = whole.subarray(0, Math.max(4, Math.floor(whole.length * share)))
      expect(await problemOf(bytes)).toMatch(/cut short|damaged/)
    }
  })

  it('is found damaged by its checksums, in the list and in the numbers', async () => {
    const path = join(await temporaryFolder(), 'a.pth')
    const list = Buffer.from(whole)
    list[whole.indexOf('body.2.weight')] = 66
    expect(await problemOf(list)).toContain('compact-x2/data.pkl does not fit its checksum')

    const numbers = Buffer.from(whole)
    const at = whole.indexOf('compact-x2/data/0') + 120
    numbers[at] = (numbers[at] ?? 0) ^ 1
    await writeFile(path, numbers)
    const read = () =>
      withCheckpoint(path, ({ tensors, read }) => [...tensors.values()].map((tensor) => read(tensor)))
    expect(read).toThrow('is damaged: compact-x2/data/0 does not fit its checksum; get it again')
  })

  it('is named forged when it has the name and size of an official file, but not its hash', async () => {
    const path = join(await temporaryFolder(), 'realesr-animevideov3.pth')
    await writeTorchFile(path, compact({ features: 64, convolutions: 16, scale: 4 }))
    expect(await inspectWeights(path, 2_504_012)).toMatchObject({
      problem: expect.stringContaining('has the name and the size of an official file but not its SHA-256'),
    })
    const savedAnew = await inspectWeights(path, 2_504_013)
    expect(savedAnew).toMatchObject({ isRealEsrgan: true, scale: 4, overlap: 18 })
    expect(savedAnew.problem).toBeUndefined()
  })
})

describe('withCheckpoint', () => {
  it('reads tensors that lie in the file in another order than they are counted', async () => {
    const path = join(await temporaryFolder(), 'a.pth')
    const turned = { shape: [2, 3], strides: [1, 2], numbers: Float32Array.of(1, 2, 3, 4, 5, 6) }
    await writeTorchFile(path, new Map([['module.turned', turned]]), { key: 'state_dict' })
    withCheckpoint(path, ({ tensors, read }) => {
      const tensor = tensors.get('turned')
      expect(tensor && [...read(tensor)]).toEqual([1, 3, 5, 2, 4, 6])
    })
  })
})
