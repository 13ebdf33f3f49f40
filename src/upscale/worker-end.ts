/** How a worker process ended. */
export interface WorkerEnd {
  code: number | null
  signal: NodeJS.Signals | null
  /** Set when it was ended because nothing was heard from it for so many milliseconds. */
  silentMs: number | null
  /** Set when it was ended because it made no progress for so many milliseconds. */
  stalledMs: number | null
  /** Set when it could not even be started. */
  failure: string | null
  /** The last lines it printed. */
  tail: string
}

/**
 * Tells in one sentence how a worker died, and what to do next where there is something to do.
 *
 * What it printed is only asked to explain a death, never whether there was one.
 */
export function describeDeath(end: WorkerEnd): string {
  if (end.failure) return `The worker could not be started (${end.failure}).`
  if (end.silentMs !== null) {
    const seconds = (end.silentMs / 1000).toLocaleString('en-US')
    return `The worker said nothing for ${seconds} s and was ended. Try again; if it stays so, try a smaller tile.`
  }
  if (end.stalledMs !== null) {
    const minutes = (end.stalledMs / 60_000).toLocaleString('en-US', { maximumFractionDigits: 1 })
    return `The worker made no progress for ${minutes} min and was ended. Try the device "cpu".`
  }
  if (/heap out of memory|bad_alloc|out of memory/i.test(end.tail)) {
    return `The worker ran out of memory (${how(end)}). Try a smaller tile.`
  }
  if (end.signal === 'SIGKILL') {
    return 'The worker was killed (SIGKILL), probably because memory ran out. Try a smaller tile.'
  }
  if (end.signal) return `The worker crashed (${end.signal}). The log has its last words.`
  return `The worker ended before its work was done (${how(end)}). The log has its last words.`
}

/** Returns all that is known about an end, for the error log. */
export function endDetails(end: WorkerEnd): string {
  return [how(end), ...(end.tail ? ['last output:', end.tail] : ['it printed nothing'])].join('\n')
}

function how({ code, signal }: WorkerEnd): string {
  return signal ?? `exit code ${code}`
}
