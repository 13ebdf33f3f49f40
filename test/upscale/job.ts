import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JournalWriter } from '../../src/core/journal.ts'
import { chooseModel, listModels, type Model } from '../../src/upscale/models.ts'
import {
  createUpscaler,
  type UpscaleHooks,
  type UpscaleLimits,
  type UpscaleProgress,
  type UpscaleReport,
  type Upscaler,
  type UpscaleTask,
} from '../../src/upscale/supervisor.ts'

/** The folder of the test networks. */
export const modelFolder = fileURLToPath(new URL('../fixtures/models/', import.meta.url))

/** Returns the path of a worker that misbehaves on purpose. */
export function workerPath(name: string): string {
  return fileURLToPath(new URL(`./workers/${name}.ts`, import.meta.url))
}

/** Returns one of the test networks. */
export async function testModel(name: string): Promise<Model> {
  return chooseModel(await listModels(modelFolder), name)
}

/** A bench to run jobs on, with all that they said. */
export interface Bench {
  upscaler: Upscaler
  lines: string[]
  details: string[]
  progress: UpscaleProgress[]
  /** Where delivered pictures are copied to. */
  delivered: string
  workFolder: string
  task(names: string[], settings?: Partial<UpscaleTask['settings']>): UpscaleTask
  run(task: UpscaleTask, hooks?: Partial<UpscaleHooks>): Promise<UpscaleReport>
}

/** Sets a bench up in a folder, which also holds the sources. */
export async function createBench(
  folder: string,
  options: { worker?: string; limits?: Partial<UpscaleLimits> } = {},
): Promise<Bench> {
  const [lines, details, progress]: [string[], string[], UpscaleProgress[]] = [[], [], []]
  const journal: JournalWriter = {
    say: (text) => void lines.push(text),
    fail(text, more) {
      lines.push(text)
      details.push(more)
    },
  }
  const { worker, limits = {} } = options
  const model = await testModel('bilinear-x4-bytes')
  const upscaler = createUpscaler({ journal, limits, ...(worker && { workerEntry: workerPath(worker) }) })
  const [delivered, workFolder] = [join(folder, 'delivered'), join(folder, 'work')]
  await mkdir(delivered, { recursive: true })

  return {
    ...{ upscaler, lines, details, progress, delivered, workFolder },
    task: (names, settings = {}) => ({
      items: names.map((name) => ({ id: name, label: name, source: join(folder, name) })),
      settings: {
        ...{ model, device: 'cpu', tile: 384, format: 'jpg', quality: 95 },
        ...{ target: { width: 384, height: 216 }, aspect: { width: 16, height: 9 } },
        ...settings,
      },
      workFolder,
      keepProcessed: false,
    }),
    run: (task, hooks = {}) =>
      upscaler.run(task, {
        signal: new AbortController().signal,
        onProgress: (state) => void progress.push(state),
        deliver: (item, made) =>
          copyFile(made.file, join(delivered, `${item.label}.${task.settings.format}`)),
        ...hooks,
      }),
  }
}
