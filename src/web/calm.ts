import type { Server, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/** So long a browser may take to ask for the first page, and so long at most is waited for everything. */
const FIRST_MS = 1_000
const MOST_MS = 5_000
/** Between two pages, or a page and its thumbnails, there is less. */
const QUIET_MS = 300
const LOOK_MS = 50

/**
 * Counts who waits for an answer of a server, and returns what tells when nobody does.
 *
 * A stream of events is answered from its first line on.
 */
export function calmAfter(server: Server, most = MOST_MS): () => Promise<void> {
  const open = new Set<ServerResponse>()
  server.on('request', (_, res: ServerResponse) => {
    open.add(res)
    res.once('close', () => open.delete(res))
  })
  const isBusy = () => [...open].some((res) => !res.headersSent)

  return async () => {
    const began = Date.now()
    let last = began + FIRST_MS - QUIET_MS
    do {
      await delay(LOOK_MS)
      if (isBusy()) last = Math.max(last, Date.now())
    } while (server.listening && Date.now() - last < QUIET_MS && Date.now() - began < most)
  }
}
