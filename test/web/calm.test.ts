import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { calmAfter } from '../../src/web/calm.ts'

/** A server that leaves what it is asked unanswered; `asked` gives one such answer to be made. */
async function openServer() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  onTestFinished(() => server.closeAllConnections())
  const { port } = server.address() as AddressInfo
  return {
    server,
    async asked(): Promise<{ res: ServerResponse; answer: Promise<Response> }> {
      const request = once(server, 'request')
      const answer = fetch(`http://127.0.0.1:${port}/`)
      const [, res] = await request
      return { res, answer }
    },
  }
}

it('is not calm while somebody waits for an answer', async () => {
  const { server, asked } = await openServer()
  const calm = calmAfter(server, Number.POSITIVE_INFINITY)
  const { res, answer } = await asked()
  const told: string[] = []
  const waiting = calm().then(() => told.push('calm'))
  await delay(2_000)
  told.push('answered')
  res.end('a page')
  await Promise.all([answer, waiting])
  expect(told).toEqual(['answered', 'calm'])
})

it('is calm with a stream of events that never ends', async () => {
  const { server, asked } = await openServer()
  const calm = calmAfter(server, Number.POSITIVE_INFINITY)
  const { res, answer } = await asked()
  res.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n')
  await calm()
  expect((await answer).headers.get('content-type')).toBe('text/event-stream')
})

it('waits no longer than it may', async () => {
  const { server, asked } = await openServer()
  const calm = calmAfter(server, 1_500)
  const { res, answer } = await asked()
  await calm()
  expect(res.headersSent).toBe(false)
  res.end()
  await answer
})

it('ends with the server', async () => {
  const { server, asked } = await openServer()
  const calm = calmAfter(server, Number.POSITIVE_INFINITY)
  const { answer } = await asked()
  const [waiting, failed] = [calm(), answer.catch(() => 'hung up')]
  server.close()
  server.closeAllConnections()
  await waiting
  expect(await failed).toBe('hung up')
})
