import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { unpackedChromium } from '../support/browser.ts'
import { modelFolder } from './job.ts'

/** Chromium's package brings SwiftShader, a Vulkan driver that computes on the processor, for Linux x64. */
const canPretend = `${process.platform}-${process.arch}` === 'linux-x64'
const script = fileURLToPath(new URL('./workers/on-device.ts', import.meta.url))
const Answer = z.object({ device: z.string(), why: z.string(), pixels: z.string() })

async function enlargeOn(model: string, device: string) {
  const home = await unpackedChromium()
  const vulkan = { VK_ICD_FILENAMES: join(home, 'vk_swiftshader_icd.json'), LD_LIBRARY_PATH: home }
  const args = [script, join(modelFolder, `${model}.onnx`), device]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...vulkan } })
  const { pixels, ...rest } = Answer.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))))
  return { ...rest, pixels: Buffer.from(pixels, 'base64') }
}

describe.skipIf(!canPretend)('the WebGPU provider (its software driver only comes for Linux x64)', () => {
  it.each(['bilinear-x4', 'bilinear-x4-bytes', 'compact-x4'])(
    'computes the same as the CPU with %s',
    async (model) => {
      const [gpu, cpu] = await Promise.all([enlargeOn(model, 'webgpu'), enlargeOn(model, 'cpu')])
      expect([gpu.device, cpu.device]).toEqual(['webgpu', 'cpu'])
      const largest = gpu.pixels.reduce(
        (most, value, n) => Math.max(most, Math.abs(value - (cpu.pixels[n] ?? 0))),
        0,
      )
      expect(gpu.pixels).toHaveLength(96 * 80 * 3)
      expect(largest).toBeLessThanOrEqual(1)
    },
  )

  it('is not taken by "auto" when it only pretends to be a graphics card', async () => {
    const { device, why } = await enlargeOn('bilinear-x4', 'auto')
    expect(device).toBe('cpu')
    expect(why).toMatch(/webgpu: it is \d+ times slower than the CPU/)
  })
})
