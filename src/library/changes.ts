import type { Logger } from 'pino'

/** Counts the changes of the library, a burst of them as one. */
export interface Changes {
  revision(): number
  /** Calls the listener after each burst, until the function returned is called. */
  onChange(listener: () => void): () => void
  /** Says that something changed or may have. */
  notice(): void
  stop(): void
}

/** So long changes are gathered: short enough to feel immediate, long enough for a folder being unpacked. */
const BURST_MS = 150

/** Makes the counter; a listener that throws is logged and does not keep the others from hearing. */
export function createChanges(log: Logger): Changes {
  const listeners = new Set<() => void>()
  let revision = Date.now() // a page from before a restart must not take an old number for the same state
  let timer: NodeJS.Timeout | undefined

  function tell(): void {
    timer = undefined
    revision++
    for (const listener of listeners) {
      try {
        listener()
      } catch (error) {
        log.error({ err: error }, 'A listener of the library failed')
      }
    }
  }

  return {
    revision: () => revision,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    notice() {
      timer ??= setTimeout(tell, BURST_MS)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
