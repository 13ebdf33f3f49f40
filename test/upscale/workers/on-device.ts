/** Enlarges a picture with a model on a device, and prints as JSON what that was and what came out. */
import { openEngine } from '../../../src/upscale/engine.ts'
import { DEVICES } from '../../../src/upscale/providers.ts'

const [modelPath = '', wanted] = process.argv.slice(2)
const device = DEVICES.find((name) => name === wanted) ?? 'auto'
const [width, height] = [24, 20]
const data = Uint8Array.from({ length: width * height * 3 }, (_, n) => Math.imul(n + 1, 2654435761) >>> 24)

const engine = await openEngine({ modelPath, device })
const enlarged = await engine.enlarge({ width, height, data })
await engine.close()
const { device: used, why } = engine
process.stdout.write(
  JSON.stringify({ device: used, why, pixels: Buffer.from(enlarged.data).toString('base64') }),
)
