import { createHash, randomBytes } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { downloadWeights } from '../../../src/upscale/weights/download.ts'
import { OFFICIAL, type OfficialModel } from '../../../src/upscale/weights/registry.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type Answer, type Cut, end, sendFile, sendPart, startFileServer } from './file-server.ts'

const data = randomBytes(300_001)
const [first] = OFFICIAL
if (!first) throw new Error('There are no official models.')
const model: OfficialModel = {
  ...first,
  ...{ name: 'tiny', path: 'v1/tiny.pth', bytes: data.length },
  sha256: createHash('sha256').update(data).digest('hex'),
}

async function bench(answer: Answer) {
  const folder = join(await temporaryFolder(), 'weights')
  let cut: Cut | undefined
  const server = await startFileServer((...args) => {
    cut = answer(...args)
  })
  const progress: number[] = []
  const download = (options: { signal?: AbortSignal; pauses?: number[]; mirror?: string } = {}) =>
    downloadWeights(model, {
      ...{ folder, mirror: server.url, pauses: [], signal: new AbortController().signal },
      onProgress: (received) => {
        progress.push(received)
        if (cut && received >= cut.at) cut.breakOff()
      },
      ...options,
    })
  return { folder, server, progress, download }
}

describe('downloadWeights', () => {
  it('fetches a file over a redirect, tells how far it is, and leaves nothing else behind', async () => {
    const { folder, progress, download } = await bench((req, res) => {
      if (req.url === '/v1/tiny.pth') return end(res.writeHead(302, { location: '/elsewhere?token=1' }))
      return sendFile(req, res, data)
    })
    expect(await download()).toBe(join(folder, 'tiny.pth'))
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
    expect(await readdir(folder)).toEqual(['tiny.pth'])
    expect(progress.at(-1)).toBe(data.length)
    expect(progress.toSorted((a, b) => a - b)).toEqual(progress)
  })

  it.each([0, 1, 65_536, 299_999, 300_000])('goes on when it was cut after byte %i', async (bytes) => {
    const { folder, server, download } = await bench((req, res, n) =>
      n === 0 ? sendPart(req, res, data, bytes) : sendFile(req, res, data),
    )
    await expect(download()).rejects.toThrow(/tiny could not be downloaded: .* % have arrived; try again/)
    expect(await readdir(folder)).not.toContain('tiny.pth')
    const have = (await stat(join(folder, 'tiny.pth.part'))).size
    expect(have).toBe(bytes)
    await download()
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
    expect(server.ranges).toEqual([undefined, have > 0 ? `bytes=${have}-` : undefined])
  })

  it('tries again by itself, each time from where it broke off', async () => {
    const { folder, server, download } = await bench((req, res, n) =>
      n < 3 ? sendPart(req, res, data, 70_000) : sendFile(req, res, data),
    )
    await download({ pauses: [0, 0, 0] })
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
    expect(server.ranges).toHaveLength(4)
  })

  it('starts anew when the file on the server is another one now', async () => {
    const other = randomBytes(data.length)
    const { folder, server, download } = await bench((req, res, n) => {
      if (n > 0) return sendFile(req, res, data, '"two"')
      return sendPart(req, res, other, 100_000)
    })
    await expect(download()).rejects.toThrow('try again')
    await download()
    expect(server.ranges[1]).toMatch(/^bytes=\d+-$/)
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
  })

  it.each([
    [404, 'answers 404: the file is not there. Another mirror can be set with STOCKROOM_WEIGHTS_MIRROR'],
    [403, 'answers 403, so it cannot be downloaded'],
    [500, 'answers 500. 0 % have arrived; try again'],
  ])('says what %i means, and gets it the next time', async (status, say) => {
    const { folder, download } = await bench((req, res, n) =>
      n === 0 ? end(res.writeHead(status), 'no') : sendFile(req, res, data),
    )
    await expect(download()).rejects.toThrow(say)
    await download()
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
  })

  it('starts anew by itself after a 416', async () => {
    const { folder, server, download } = await bench((req, res, n) =>
      n === 0 ? end(res.writeHead(416)) : sendFile(req, res, data),
    )
    await mkdir(folder)
    await writeFile(join(folder, 'tiny.pth.part'), data.subarray(0, 9))
    await download({ pauses: [0] })
    expect(server.ranges).toEqual(['bytes=9-', undefined])
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
  })

  it('starts anew when the beginning that is there is longer than the whole file', async () => {
    const { folder, server, download } = await bench((req, res) => sendFile(req, res, data))
    await mkdir(folder)
    await writeFile(join(folder, 'tiny.pth.part'), randomBytes(data.length + 1))
    await download()
    expect(server.ranges).toEqual([undefined])
  })

  it.each([
    [
      'a web page',
      ((_req, res) => end(res.writeHead(200, { 'content-type': 'text/html' }), '<html>')) as Answer,
      'answers with a web page instead of the file',
    ],
    [
      'another length',
      ((_req, res) => end(res.writeHead(200, { 'content-length': 5 }), '12345')) as Answer,
      'has 5 bytes instead of 300,001, so it is another file than the official one',
    ],
    [
      'too much without saying so',
      ((_req, res) => end(res.writeHead(200), Buffer.concat([data, data]))) as Answer,
      'sends more than the 300,001 bytes of the official file. It was thrown away.',
    ],
    [
      'other bytes',
      ((_req, res) =>
        end(res.writeHead(200), Buffer.concat([Buffer.from('PK\x03\x04'), data.subarray(4)]))) as Answer,
      'does not have the SHA-256 of the official file. It was thrown away',
    ],
    [
      'a page as long as the file',
      ((_req, res) => end(res.writeHead(200), '<!doctype html>'.padEnd(data.length))) as Answer,
      'is a web page, not weights',
    ],
  ])('refuses %s, keeps nothing, and gets the right file the next time', async (_what, answer, say) => {
    const { folder, download } = await bench((req, res, n) =>
      n === 0 ? answer(req, res, n) : sendFile(req, res, data),
    )
    await expect(download()).rejects.toThrow(say)
    expect(await readdir(folder)).toEqual([])
    await download()
    expect(await readdir(folder)).toEqual(['tiny.pth'])
  })

  it('stops at once when it is cancelled, and goes on later', async () => {
    const cancel = new AbortController()
    const { folder, server, download } = await bench((req, res, n) => {
      if (n > 0) return sendFile(req, res, data)
      return { ...sendPart(req, res, data, 100_000), breakOff: () => cancel.abort(new Error('enough')) }
    })
    await expect(download({ signal: cancel.signal })).rejects.toThrow('enough')
    await download()
    expect(server.ranges[1]).toMatch(/^bytes=\d+-$/)
    expect(await readdir(folder)).toEqual(['tiny.pth'])
  })

  it('fetches nothing that is there already', async () => {
    const { folder, server, download } = await bench((req, res) => sendFile(req, res, data))
    expect(await download()).toBe(await download())
    expect(server.ranges).toHaveLength(1)
    await writeFile(join(folder, 'tiny.pth'), randomBytes(data.length))
    await download()
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
  })

  it('says so when there is nobody', async () => {
    const { download } = await bench((_req, res) => end(res))
    await expect(download({ mirror: 'http://127.0.0.1:1' })).rejects.toThrow('127.0.0.1:1 cannot be reached')
  })

  it('takes a folder as a mirror, with or without the folders of the releases', async () => {
    const { folder, download } = await bench((_req, res) => end(res))
    const mirror = await temporaryFolder()
    await expect(download({ mirror })).rejects.toThrow('has neither v1/tiny.pth nor tiny.pth')
    await writeFile(join(mirror, 'tiny.pth'), data)
    await download({ mirror })
    await mkdir(join(mirror, 'v1'))
    await copyFile(join(mirror, 'tiny.pth'), join(mirror, 'v1', 'tiny.pth'))
    await writeFile(join(mirror, 'tiny.pth'), 'cut')
    await download({ mirror })
    expect(await readFile(join(folder, 'tiny.pth'))).toEqual(data)
  })
})
