import type { Stats } from 'node:fs'
import { statFile, versionOf } from './file-version.ts'

/** Keeps an eye on files that are not whole yet, perhaps because somebody is still writing them. */
export interface Settling {
  /**
   * Tells whether an unfinished file was written to so lately that the rest may be on its way;
   * then it is looked at again by itself.
   */
  isYoung(id: string, path: string, stats: Stats): boolean
  /** Says that a file turned out to be whole. */
  done(id: string): void
  /** Returns the ids that are held back at present. */
  held(): string[]
  stop(): void
}

interface Held {
  path: string
  version: string
  since: number
  over: boolean
}

/** A writer that has been silent for so long is taken to have ended. */
const SETTLE_MS = 5000
const LOOK_AGAIN_MS = 500

/** Calls `notice` when a file that was held back has changed, gone, or been left alone for long enough. */
export function createSettling(notice: () => void, now: () => Date): Settling {
  const files = new Map<string, Held>()
  let timer: NodeJS.Timeout | undefined

  const isOld = ({ since }: Held) => now().getTime() - since >= SETTLE_MS

  async function lookAgain(): Promise<void> {
    timer = undefined
    for (const [id, file] of files) {
      const stats = await statFile(file.path).catch(() => undefined)
      const isSame = stats !== undefined && versionOf(stats) === file.version
      if (isSame && !isOld(file)) continue
      if (isSame && file.over) continue
      // a time in the future (another machine's clock) would start the wait anew, so that file stays known
      if (isSame && stats.mtimeMs > file.since) file.over = true
      else files.delete(id)
      notice()
    }
    schedule()
  }

  function schedule(): void {
    if ([...files.values()].every(({ over }) => over)) return
    timer ??= setTimeout(lookAgain, LOOK_AGAIN_MS).unref()
  }

  return {
    isYoung(id, path, stats) {
      const version = versionOf(stats)
      const before = files.get(id)
      const file =
        before?.version === version
          ? before
          : { path, version, since: Math.min(stats.mtimeMs, now().getTime()), over: false }
      if (isOld(file)) {
        file.over = stats.mtimeMs > file.since
        if (!file.over) files.delete(id)
        return false
      }
      files.set(id, file)
      schedule()
      return true
    },
    done: (id) => void files.delete(id),
    held: () => [...files].filter(([, { over }]) => !over).map(([id]) => id),
    stop() {
      clearTimeout(timer)
      timer = undefined
      files.clear()
    },
  }
}
