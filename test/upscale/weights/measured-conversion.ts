/** Converts the file it is given, and prints how long that took and the most memory the process ever had. */
import { convertTo } from '../../../src/upscale/weights/preparation.ts'

const [path = '', target = ''] = process.argv.slice(2)
const start = performance.now()
await convertTo(target, { shares: [{ path, share: 1 }], precision: 'float32' })
const facts = { ms: performance.now() - start, bytes: process.resourceUsage().maxRSS * 1024 }
process.stdout.write(JSON.stringify(facts))
