import { relative } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import type { Logger } from 'pino'

/** Watches the library's folders. */
export interface Watcher {
  /** Begins once `calm` resolves. */
  start(calm: Promise<unknown>): void
  stop(): Promise<void>
}

interface Deps {
  root: string
  /** Called when something below `root` changed or may have. */
  notice: () => void
  log: Logger
}

/**
 * Watches `root`, its generations and their stages.
 *
 * The first look costs a call to the system for every file, thousands of them in one go, so it waits for a
 * calm moment: the first page is asked for at the same time and goes before.
 *
 * A watcher that fails (no watches left, a network disk) is logged once and missed by nobody but the
 * pages that would have refreshed themselves: listings read the folders anyway. The depth is bounded by
 * what is ignored, not by chokidar's option, with which Windows would hold every folder open by itself
 * and let nobody rename one.
 */
export function createWatcher({ root, notice, log }: Deps): Watcher {
  let watcher: FSWatcher | undefined
  let current: Promise<unknown> | undefined
  let hasFailed = false

  function fail(error: unknown): void {
    if (!hasFailed)
      log.warn({ err: error }, 'Folders cannot all be watched, so pages may need a reload to show changes')
    hasFailed = true
  }

  function begin(): void {
    watcher = watch(root, {
      ignored: (path, stats) => isIgnored(relative(root, path), stats?.isDirectory() ?? false),
      followSymlinks: false,
      ignoreInitial: true,
      ignorePermissionErrors: true,
      atomic: false,
    })
      .on('all', notice)
      .on('error', fail)
      .once('ready', notice) // what changed before went untold
  }

  return {
    start(calm) {
      if (current) return
      current = calm
      void calm.then(() => current === calm && begin())
    },
    async stop() {
      current = undefined
      const closing = watcher
      watcher = undefined
      await closing?.close()
    },
  }
}

/** Ignored is what starts with a dot, as our own folder and temporary files do, and any folder that is no stage. */
function isIgnored(path: string, isFolder: boolean): boolean {
  const parts = path.split(/[\\/]/)
  const [, name = ''] = parts
  if (parts.some((part) => part.startsWith('.')) || parts.length > 3) return true
  const isStage = /^(processed|upscaled)$/i.test(name)
  return parts.length === 3 ? !isStage : isFolder && parts.length === 2 && !isStage
}
