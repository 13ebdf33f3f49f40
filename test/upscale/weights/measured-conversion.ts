/** Converts the file it is given, and prints how long the processor was at it and the most memory the process ever had. */
import { convertTo } from '../../../src/upscale/weights/preparation.ts'

const [path = '', target = ''] = process.argv.slice(2)
await convertTo(target, { shares: [{ path, share: 1 }], precision: 'float32' })
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
const facts = { ms: (userCPUTime + systemCPUTime) / 1000, bytes: maxRSS * 1024 }
process.stdout.write(JSON.stringify(facts))
