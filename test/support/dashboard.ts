import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { loadSettings } from '../../src/config/settings.ts'
import { startServer } from '../../src/web/server.ts'
import { temporaryFolder } from './folder.ts'

/** The project's own folder. */
export const project = join(import.meta.dirname, '..', '..')

/** A dashboard that answers on a free port, with a home of its own. */
export interface Dashboard {
  app: App
  home: string
  address: string
  /** Stops answering, as a crash does; the app stays. */
  hangUp(): Promise<void>
  /** Asks as a program does; the body is sent as JSON. */
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into what comes over the wire, whatever it is
export type Answer = any

/**
 * Starts a dashboard that ends with the test. Unless it is `bare`, a small network of a few bytes enlarges its
 * pictures, for the built-in model takes seconds for each.
 */
export async function startTestDashboard({
  bare = false,
  ...flags
}: Record<string, unknown> = {}): Promise<Dashboard> {
  const home = await temporaryFolder()
  if (!bare) await addModel(home)
  const app = createApp(
    loadSettings({ project, env: {}, flags: { home, port: 0, open: false, ...flags } }),
    '0.0.0',
    // Most tests ask nothing of the jobs; those that do wait for them by asking.
    { project, opensLate: true },
  )
  await app.start()
  const server = await startServer(app, project)
  onTestFinished(async () => {
    await server.stop()
    await app.stop()
  })
  return {
    app,
    home,
    address: server.address,
    hangUp: server.stop,
    async api(method, path, body) {
      const answer = await fetch(server.address + path, {
        method,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: await answer.json() }
    },
  }
}

/** Puts one of the test networks into the weights folder. */
export async function addModel(
  home: string,
  file = 'bilinear-x4-bytes.onnx',
  as = 'tiny.onnx',
): Promise<void> {
  await mkdir(join(home, 'weights'), { recursive: true })
  await copyFile(join(project, 'test', 'fixtures', 'models', file), join(home, 'weights', as))
}

/** Draws a picture with enough in it to be recognised again: two gradients and a disc. */
export function drawPicture(width = 320, height = 320, hue = 30): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="hsl(${hue},70%,85%)"/><stop offset="1" stop-color="hsl(${hue + 160},60%,25%)"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="35%" cy="50%" r="18%" fill="hsl(${hue + 60},80%,55%)"/>
  </svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

/** Puts pictures with sidecars into a generation, as an agent does. */
export async function addGeneration(
  home: string,
  generation: string,
  names: readonly string[],
): Promise<string[]> {
  const folder = join(home, 'generations', generation)
  await mkdir(folder, { recursive: true })
  for (const [index, name] of names.entries()) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify(sidecar(name)))
    await writeFile(join(folder, `${name}.png`), await drawPicture(320, 320, index * 47))
  }
  return names.map((name) => `${generation}/${name}.png`)
}

/** A sidecar as an agent writes it. */
function sidecar(name: string) {
  const keywords = ['disc', 'gradient', 'colour', 'background', 'abstract', 'shape']
  return {
    filename: `${name}.png`,
    title: `A disc called ${name}`,
    keywords,
    category: '8',
    category_name: 'Graphic Resources',
  }
}

/** Sends a request whose path is not tidied up on the way, as an attacker would. */
export function rawRequest(
  address: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(address)
  return new Promise((done, fail) => {
    const req = request({ hostname, port, path, method, headers }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done({ status: res.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
    })
    req.on('error', fail)
    req.end()
  })
}

/** Waits until a job has ended, by asking as a page does. */
export async function jobEnd({ api }: Dashboard, id: string): Promise<Answer> {
  for (;;) {
    const { body } = await api('GET', `/api/jobs/${id}`)
    if (!['queued', 'processing'].includes(body.status)) return body
    await new Promise((next) => setTimeout(next, 50))
  }
}
