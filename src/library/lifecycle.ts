import { mkdir } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Folders } from './folders.ts'
import { sweepTemporaries, sweepWork } from './sweep.ts'
import type { Watcher } from './watcher.ts'

/** The beginning and the end of serving a library. */
export interface Lifecycle {
  /** Makes the folders, and takes away what a crash left and starts to watch once `calm` resolves. */
  start(calm?: Promise<unknown>): Promise<void>
  stop(): Promise<void>
}

interface Deps {
  root: string
  /** The folder of the trash. */
  trash: string
  /** Where unfinished files lie. */
  work: string
  folders: Folders
  /** What else an earlier run may have left, each part of it taken away by its owner. */
  sweeps: readonly (() => Promise<void>)[]
  watcher: Watcher
  log: Logger
}

/** Makes the start and the stop of a library; both may be called twice, and a start that failed may be tried again. */
export function createLifecycle({ root, trash, work, folders, sweeps, watcher, log }: Deps): Lifecycle {
  let running: Promise<void> | undefined
  let cleaning: Promise<void> | undefined

  async function begin(calm: Promise<unknown>): Promise<void> {
    for (const folder of [root, trash, work]) await mkdir(folder, { recursive: true })
    await sweepWork(work)
    watcher.start(calm)
    cleaning = calm.then(() => (running ? clean() : undefined))
  }

  /** Goes on beside the first answers; nobody waits for it but the stop. */
  async function clean(): Promise<void> {
    try {
      await sweepTemporaries(root, trash, folders)
      for (const sweep of sweeps) await sweep()
    } catch (error) {
      log.warn({ err: error }, 'What an earlier run left could not all be taken away')
    }
  }

  return {
    start(calm = Promise.resolve()) {
      running ??= begin(calm).catch((error: unknown) => {
        running = undefined
        throw error
      })
      return running
    },
    async stop() {
      await running?.catch(() => undefined)
      running = undefined
      await cleaning
      await watcher.stop()
    },
  }
}
