/** Does a few things at once; of those that wait, what was asked for last is done first. */
export interface Pool {
  /** Runs a task; null when nobody wanted it any more before its turn came. */
  run<Result>(task: () => Promise<Result>, signal: AbortSignal): Promise<Result | null>
}

/**
 * Makes a pool of `size`.
 *
 * The last asked for comes first because it is what somebody is looking at: a page asks for the
 * previews in view, and those it asked for before have been scrolled past.
 */
export function createPool(size: number): Pool {
  const waiting = new Set<() => void>()
  let running = 0

  function next(): void {
    const last = [...waiting].at(-1)
    if (!last || running >= size) return
    waiting.delete(last)
    last()
  }

  return {
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        const begin = () => {
          signal.removeEventListener('abort', leave)
          running++
          task()
            .finally(() => {
              running--
              next()
            })
            .then(resolve, reject)
        }
        const leave = () => {
          if (waiting.delete(begin)) resolve(null)
        }
        if (signal.aborted) return resolve(null)
        signal.addEventListener('abort', leave, { once: true })
        waiting.add(begin)
        next()
      }),
  }
}
