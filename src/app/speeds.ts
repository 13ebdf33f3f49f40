import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { hasCode, messageOf } from '../core/errors.ts'
import { writeWhole } from '../core/files.ts'
import type { Logger } from '../core/log.ts'
import { cropRegion } from '../imaging/crop.ts'
import type { Size } from '../imaging/pixels.ts'

/** What a model runs on: times of one say nothing about another. */
export interface Runner {
  model: string
  device: string
}

/** How long pictures have taken, and so will take. */
export interface Speeds {
  /** Tells how long pictures of these sizes will take, in milliseconds; null while there is nothing to go by. */
  expect(runner: Runner, pictures: readonly Size[]): Promise<number | null>
  /** Notes that pictures of these sizes took so long together. */
  learn(runner: Runner, pictures: readonly Size[], ms: number): Promise<void>
}

/** Milliseconds per megapixel that goes into the model, by model and device. */
const SpeedFile = z.record(z.string(), z.number().positive())

/** So much does the latest job count against all before it. */
const WEIGHT = 0.4
const ASPECT = { width: 16, height: 9 }

/** Keeps the speeds in one small file; losing it costs nothing but the next expectation. */
export function createSpeeds(path: string, log: Logger): Speeds {
  async function load(): Promise<Record<string, number>> {
    try {
      return SpeedFile.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) log.warn({ path, reason: messageOf(error) }, 'The speeds cannot be read')
      return {}
    }
  }

  return {
    async expect(runner, pictures) {
      const speed = (await load())[nameOf(runner)]
      return speed === undefined ? null : Math.round(speed * megapixels(pictures))
    },
    async learn(runner, pictures, ms) {
      const speeds = await load()
      const before = speeds[nameOf(runner)]
      const now = ms / megapixels(pictures)
      if (!Number.isFinite(now) || now <= 0) return
      const mixed = before === undefined ? now : before * (1 - WEIGHT) + now * WEIGHT
      await writeWhole(path, `${JSON.stringify({ ...speeds, [nameOf(runner)]: mixed }, null, 2)}\n`)
    },
  }
}

function nameOf({ model, device }: Runner): string {
  return `${model} on ${device}`
}

/** What is left of the pictures once they are cropped; the rest never reaches the model. */
function megapixels(pictures: readonly Size[]): number {
  const pixels = pictures.map((picture) => {
    const { width, height } = cropRegion(picture, ASPECT)
    return width * height
  })
  return pixels.reduce((sum, count) => sum + count, 0) / 1e6
}
