/** A stand-in for the dashboard: runs a long job on the picture and in the folder it is given, and prints its log. */
import { createUpscaler } from '../../src/upscale/supervisor.ts'
import { testModel, workerPath } from './job.ts'

const [source = '', workFolder = ''] = process.argv.slice(2)
const journal = { say: (text: string) => void process.stdout.write(`${text}\n`), fail: () => {} }
const upscaler = createUpscaler({ journal, workerEntry: workerPath('real-with-pid') })

await upscaler.run(
  {
    items: Array.from({ length: 500 }, (_, n) => ({ id: `${n}`, label: `${n}`, source })),
    settings: {
      ...{ model: await testModel('bilinear-x4'), device: 'cpu', tile: 512, format: 'jpg', quality: 95 },
      ...{ target: { width: 3840, height: 2160 }, aspect: null },
    },
    workFolder,
    keepProcessed: false,
  },
  { signal: new AbortController().signal, onProgress: () => {}, deliver: async () => {} },
)
