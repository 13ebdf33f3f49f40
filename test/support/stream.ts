import { get, type IncomingMessage } from 'node:http'

/** A stream as a browser reads it. */
export interface Stream {
  news: { event: string; data: Record<string, unknown> }[]
  /** Resolves with the first news that fits, of those that came and will come. */
  until(event: string, fits?: (data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>
  response: IncomingMessage
  ended: Promise<void>
}

/** Opens the stream of a dashboard. */
export function openStream(address: string): Promise<Stream> {
  return new Promise((open, fail) => {
    get(`${address}/api/events`, (response) => {
      const news: Stream['news'] = []
      const looks = new Set<() => void>()
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const blocks = (text + chunk).split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
          if (event && data) news.push({ event, data: JSON.parse(data) })
        }
        for (const look of looks) look()
      })
      const until: Stream['until'] = (event, fits = () => true) =>
        new Promise((done) => {
          const look = () => {
            const found = news.find((one) => one.event === event && fits(one.data))
            if (found) done(found.data)
          }
          looks.add(look)
          look()
        })
      const ended = new Promise<void>((done) => response.on('close', () => done()))
      response.on('error', () => {})
      open({ news, until, response, ended })
    }).on('error', fail)
  })
}
