/** One piece of news as the server sends it. */
export interface News {
  event: string
  data: { id?: string; revision?: number }
}

/** What a page makes of the stream. */
interface Listener {
  news(news: News): void
  /** Runs when the stream begins to flow or ends; what happened in between is not told. */
  connected(isConnected: boolean): void
}

/** What tabs tell each other. */
type Message = { type: 'news'; news: News } | { type: 'connected'; is: boolean } | { type: 'ask' }

const EVENTS = ['library', 'job', 'lines', 'queue', 'schedule', 'machine', 'making', 'ledger', 'state']
/** Before a stream that was refused is asked for again. */
const AGAIN = 5_000

/**
 * Listens to the server's news through one connection for all tabs.
 *
 * A browser opens six connections to a host, and a stream keeps one for good: seven tabs with a stream each
 * would be the end of it. One tab holds a lock, listens and passes on; when it goes, the lock goes to another.
 * Where there are no locks (a page from another machine without TLS), nobody listens and `connected` never runs.
 */
export function shareStream(listener: Listener): void {
  if (!navigator.locks) return
  const channel = new BroadcastChannel('stockroom')
  let lead: { isConnected: boolean; end: () => void } | null = null
  let queueing = new AbortController()

  function tell(message: Message): void {
    channel.postMessage(message)
    hear(message)
  }

  function hear(message: Message): void {
    if (message.type === 'news') listener.news(message.news)
    else if (message.type === 'connected') listener.connected(message.is)
    else if (lead?.isConnected) channel.postMessage({ type: 'connected', is: true } satisfies Message)
  }

  /** Leads until the page goes; resolving gives the lock back. */
  function listen(): Promise<void> {
    return new Promise((done) => {
      let source: EventSource
      let timer: ReturnType<typeof setTimeout> | undefined
      const turn = (is: boolean) => {
        if (lead) lead.isConnected = is
        tell({ type: 'connected', is })
      }
      const open = () => {
        source = new EventSource('/api/events')
        source.onopen = () => turn(true)
        source.onerror = () => {
          turn(false)
          if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN)
        }
        for (const event of EVENTS) {
          source.addEventListener(event, ({ data }) =>
            tell({ type: 'news', news: { event, data: JSON.parse(data) } }),
          )
        }
      }
      lead = {
        isConnected: false,
        end: () => {
          clearTimeout(timer)
          source.close()
          lead = null
          done()
        },
      }
      open()
    })
  }

  function join(): void {
    queueing = new AbortController()
    navigator.locks.request('stockroom-events', { signal: queueing.signal }, listen).catch(() => {}) // the page went before it was its turn
    channel.postMessage({ type: 'ask' } satisfies Message)
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data)
  addEventListener('pagehide', () => {
    queueing.abort()
    lead?.end()
  })
  addEventListener('pageshow', ({ persisted }) => persisted && join())
  join()
}
