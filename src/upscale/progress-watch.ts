/** Watches whether something that is alive also gets on. */
export interface ProgressWatch {
  /** It got on by a step. */
  step(): void
  stop(): void
}

/** A step may take this many times as long as the slowest one before it. */
const generosity = 20

/**
 * Calls `onStall` once when no step was made for `leastMs`, or for much longer than any step before took.
 *
 * A driver may hang for good while the process around it still sends heartbeats; but one tile of a large
 * model may honestly take minutes on an old machine, so the limit is learned.
 */
export function watchProgress(leastMs: number, onStall: (ms: number) => void): ProgressWatch {
  let [last, slowest] = [performance.now(), 0]
  let timer = wait()

  function wait(): NodeJS.Timeout {
    const ms = Math.max(leastMs, generosity * slowest)
    return setTimeout(() => onStall(Math.round(ms)), ms)
  }

  return {
    step() {
      const now = performance.now()
      slowest = Math.max(slowest, now - last)
      last = now
      clearTimeout(timer)
      timer = wait()
    },
    stop: () => clearTimeout(timer),
  }
}
