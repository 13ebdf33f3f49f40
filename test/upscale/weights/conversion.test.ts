import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../support/folder.ts'
import { rrdbnet, writeTorchFile } from './torch-file.ts'

it('converts a file as large as RealESRGAN_x4plus in under ten seconds of the processor and 400 MB', async () => {
  const folder = await temporaryFolder()
  const [path, target] = [join(folder, 'large.pth'), join(folder, 'large.onnx')]
  await writeTorchFile(path, rrdbnet({ features: 64, growth: 32, blocks: 23, inputs: 3 }))
  expect((await stat(path)).size).toBeGreaterThan(66_900_000)
  const script = fileURLToPath(new URL('./measured-conversion.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, path, target])
  const { ms, bytes } = JSON.parse(stdout)
  expect(ms).toBeLessThan(10_000)
  expect(bytes).toBeLessThan(400_000_000)
  expect((await stat(target)).size).toBeGreaterThan(66_800_000)
}, 60_000)
