/**
 * Measures the dashboard on a library it makes for itself, and prints a Markdown table.
 *
 *   npm run bench            2,000 pictures in one generation
 *   npm run bench -- 10000   another number
 *
 * Times depend on the machine and on what else it does; the ratios of one run are what to compare.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import sharp from 'sharp'
import { openBrowser } from '../test/support/browser.ts'

const project = join(import.meta.dirname, '..')
const count = Number(process.argv[2] ?? 2000)
const rows: string[][] = []

const home = await mkdtemp(join(tmpdir(), 'stockroom-bench-'))
try {
  await makeLibrary()
  await measureStart()
  const { child, address } = await start(['src/main.ts'], process.execPath)
  await measurePages(address)
  await measureThumbnails(address)
  await measureScrolling(address)
  row('memory of the server after all that (RSS)', await megabytes(child.pid ?? 0), '')
  await end(child)
} finally {
  await rm(home, { recursive: true, force: true })
}
console.log(`\n| ${count.toLocaleString('en')} pictures | measured | ratio |\n|---|---|---|`)
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)

async function makeLibrary(): Promise<void> {
  for (const [generation, pictures] of [
    ['2026-01-01_10-00-00', count],
    ['2026-01-02_10-00-00', 20],
  ] as const) {
    const folder = join(home, 'generations', generation)
    await mkdir(folder, { recursive: true })
    for (let n = 0; n < pictures; n++) {
      const name = `picture_${n}`
      const background = { r: (n * 37) % 256, g: (n * 91) % 256, b: (n * 53) % 256 }
      const picture = sharp({ create: { width: 256, height: 256, channels: 3, background } })
      await picture.png({ compressionLevel: 1 }).toFile(join(folder, `${name}.png`))
      const keywords = ['plain', 'colour', `k${n}`]
      await writeFile(
        join(folder, `${name}.json`),
        JSON.stringify({ title: `Picture ${n}`, keywords, category: 8 }),
      )
    }
  }
}

async function measureStart(): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const began = performance.now()
    const { child } = await start(['start', '--silent'], process.platform === 'win32' ? 'npm.cmd' : 'npm')
    times.push(performance.now() - began)
    await end(child)
  }
  row('`npm start` with nothing to set up, until it answers', ms(median(times)), '')
}

async function measurePages(address: string): Promise<void> {
  const few = '?generation=2026-01-02_10-00-00'
  const many = '?generation=2026-01-01_10-00-00'
  const cold = await time(() => get(`${address}/${many}`))
  const [small, large] = [await warm(`${address}/${few}`), await warm(`${address}/${many}`)]
  row('first page, never seen before', ms(cold), '')
  row('first page, again (60 cards)', ms(large), `${(large / small).toFixed(1)}x that of a generation of 20`)
  const found = await time(() => get(`${address}/api/images${many}&q=k${count - 1}`))
  row('search through titles and keywords, never read before', ms(found), '')
  row('search, again', ms(await warm(`${address}/api/images${many}&q=k77`)), '')
}

async function measureThumbnails(address: string): Promise<void> {
  const { images } = JSON.parse(await get(`${address}/api/images?limit=60`))
  const all = () =>
    Promise.all(images.map(({ id }: { id: string }) => get(`${address}/thumbnails/${encodeURI(id)}`)))
  const cold = await time(all)
  const again = await time(all)
  row('60 thumbnails, made', ms(cold), '')
  row('60 thumbnails, cached', ms(again), `${(again / cold).toFixed(2)}x of making them`)
}

async function measureScrolling(address: string): Promise<void> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${address}/?generation=2026-01-01_10-00-00`)
    const result = await page.evaluate(scrollThrough, Math.min(count, 2000))
    row(`scrolling through ${result.cards} cards, frames`, `${result.frames}`, '')
    row('longest gap between two frames', ms(result.longest), '')
    row('frames later than 50 ms', `${result.late}`, `${((100 * result.late) / result.frames).toFixed(1)} %`)
  } finally {
    await browser.close()
  }
}

/** Runs in the page: scrolls until all cards are there, and notes how long each frame took. */
async function scrollThrough(wanted: number) {
  const list = document.querySelector('#drafts')
  if (!list) throw new Error('There are no drafts.')
  const gaps: number[] = []
  let last = performance.now()
  while (list.querySelectorAll('.card').length < wanted && gaps.length < 5000) {
    list.scrollTop += 200
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    gaps.push(now - last)
    last = now
  }
  const late = gaps.filter((gap) => gap > 50).length
  return {
    cards: list.querySelectorAll('.card').length,
    frames: gaps.length,
    longest: Math.max(...gaps),
    late,
  }
}

async function start(args: string[], command: string): Promise<{ child: ChildProcess; address: string }> {
  const env = { ...process.env, STOCKROOM_HOME: home, STOCKROOM_PORT: '0', STOCKROOM_OPEN: '0' }
  const child = spawn(command, args, {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address) return { child, address }
  }
  throw new Error('The dashboard ended before it was ready.')
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close')
  process.kill(-(child.pid ?? 0), 'SIGTERM') // npm and what it started are one group
  await gone
}

async function get(url: string): Promise<string> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.text()
}

async function warm(url: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 7; round++) times.push(await time(() => get(url)))
  return median(times)
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function megabytes(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN)
  return `${Math.round(kilobytes / 1000)} MB`
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function ms(value: number): string {
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`
}

function row(...cells: string[]): void {
  rows.push(cells)
  console.error(cells.join('  '))
}
