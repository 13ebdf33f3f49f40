import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** An answer that is to be broken off when `at` bytes have arrived. */
export interface Cut {
  at: number
  breakOff(): void
}

/** Answers one request; `n` counts them from 0. */
export type Answer = (req: IncomingMessage, res: ServerResponse, n: number) => Cut | undefined

/** A server whose answers a test decides, with the ranges it was asked for. */
export interface FileServer {
  url: string
  ranges: (string | undefined)[]
}

/** Starts a server that ends with the test. */
export async function startFileServer(answer: Answer): Promise<FileServer> {
  const ranges: (string | undefined)[] = []
  const server = createServer((req, res) => {
    ranges.push(req.headers.range)
    answer(req, res, ranges.length - 1)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, ranges }
}

/** Sends a file as a good server does: with its ETag, and from where it is asked to go on. */
export function sendFile(req: IncomingMessage, res: ServerResponse, data: Buffer, etag = '"one"') {
  const start = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0)
  const isSame = req.headers['if-range'] === undefined || req.headers['if-range'] === etag
  if (start >= data.length && isSame) return end(res.writeHead(416))
  if (start > 0 && isSame) {
    const range = `bytes ${start}-${data.length - 1}/${data.length}`
    res.writeHead(206, { etag, 'content-range': range, 'content-length': data.length - start })
    return end(res, data.subarray(start))
  }
  return end(res.writeHead(200, { etag, 'content-length': data.length }), data)
}

/** Ends an answer, and has nothing more to say. */
export function end(res: ServerResponse, body: string | Buffer = ''): undefined {
  res.end(body)
}

/**
 * Sends a part of what was promised; the connection is to be broken, by what is returned, when that has
 * arrived: fetch drops what it has not handed on when it breaks.
 */
export function sendPart(req: IncomingMessage, res: ServerResponse, data: Buffer, bytes: number): Cut {
  const start = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0)
  const headers = { 'content-length': data.length - start, etag: '"one"' }
  if (start > 0)
    res.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${data.length - 1}/${data.length}` })
  else res.writeHead(200, headers)
  res.flushHeaders()
  res.write(data.subarray(start, start + bytes))
  if (bytes === 0) setImmediate(() => res.destroy())
  return { at: start + bytes, breakOff: () => void res.destroy() }
}
