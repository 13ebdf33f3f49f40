import { createHash } from 'node:crypto'
import { mkdir, realpath, rm, rmdir, stat } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { AppError, hasCode } from './errors.ts'

/** What a folder's holder says about itself. */
export interface HolderFacts {
  /** Where a person finds it, such as `http://127.0.0.1:5001`. */
  address: string | null
  /** How far its work is: another word whenever it has got on. */
  step: string | null
}

/** A folder that belongs to this process until it is released, or until the process ends in any way. */
export interface Lock {
  /** Tells whoever else asks for the folder where its holder can be found. */
  describe(facts: Partial<HolderFacts>): void
  /** Lets the next one have the folder; may be called twice. */
  release(): Promise<void>
}

const Holder = z.object({
  pid: z.number(),
  address: z.string().nullable(),
  step: z.string().nullable().default(null),
})

/** How long to wait before each try: a holder that was killed this moment is not quite gone. */
const TRIES = [0, 50, 100, 200, 400]
/** A holder that computes at the moment answers late (milliseconds). */
const PATIENCE = 2_000
const LONGEST_ANSWER = 4_096
/** Clearing away a dead holder's socket takes no time; whoever did not finish has died over it. */
const STALE_CLEARING = 10_000

/**
 * Takes a folder for this process alone, or throws `conflict` with a sentence that names its holder.
 *
 * A file with a process id goes stale; a socket cannot: the system takes it away with the process. On
 * Windows it is a named pipe and on Linux an abstract socket, which only one process can open; both are
 * named after the folder's real path, and neither reaches into other containers. Elsewhere it is a socket
 * in the temporary folder, whose file does stay behind, so a silent one is cleared away.
 */
export async function takeLock(
  folder: string,
  { platform = process.platform }: { platform?: NodeJS.Platform } = {},
): Promise<Lock> {
  const path = await socketOf(folder, platform)
  const facts: z.infer<typeof Holder> = { pid: process.pid, address: null, step: null }
  for (const wait of TRIES) {
    await delay(wait)
    const server = await listen(path, () => `${JSON.stringify(facts)}\n`)
    if (server) return lockOf(server, (known) => Object.assign(facts, known))
    const holder = await askHolder(path)
    if (holder !== 'nobody') throw held(folder, holder)
    if (isFile(platform)) await clearStale(path)
  }
  throw held(folder, null)
}

/** Returns who holds a folder, or null when nobody does or does not say. */
export async function holderOf(
  folder: string,
  { platform = process.platform }: { platform?: NodeJS.Platform } = {},
): Promise<z.infer<typeof Holder> | null> {
  const holder = await askHolder(await socketOf(folder, platform))
  return holder === 'nobody' ? null : holder
}

function lockOf(server: Server, describe: Lock['describe']): Lock {
  let released: Promise<void> | undefined
  return {
    describe,
    release() {
      released ??= new Promise((done) => server.close(() => done()))
      return released
    },
  }
}

function held(folder: string, holder: z.infer<typeof Holder> | null): AppError {
  const who = holder ? ` (process ${holder.pid}${holder.address ? ` at ${holder.address}` : ''})` : ''
  return new AppError(
    'conflict',
    `Another Stockroom${who} is at work in the folder ${folder}: use that one, or stop it and start again.`,
  )
}

async function socketOf(folder: string, platform: NodeJS.Platform): Promise<string> {
  const real = await realPlace(resolve(folder))
  const place = platform === 'win32' ? real.toLowerCase() : real
  const name = `stockroom-${createHash('sha256').update(place).digest('hex').slice(0, 32)}`
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`
  return isFile(platform) ? join(tmpdir(), `${name}.sock`) : `\0${name}`
}

function isFile(platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && platform !== 'linux'
}

/** Returns the real path of a folder that may not be there yet. */
async function realPlace(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || dirname(folder) === folder) throw error
    return join(await realPlace(dirname(folder)), basename(folder))
  }
}

function listen(path: string, answer: () => string): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined) // whoever asked has gone
    socket.end(answer())
  })
  server.unref()
  return new Promise((done, fail) => {
    server.once('error', (error) => (hasCode(error, 'EADDRINUSE') ? done(null) : fail(error)))
    server.listen({ path, exclusive: true }, () => done(server))
  })
}

/** Asks who holds a socket; `null` when somebody does but does not say who. */
function askHolder(path: string): Promise<z.infer<typeof Holder> | 'nobody' | null> {
  return new Promise((done) => {
    let text = ''
    const socket = connect(path).setEncoding('utf8').setTimeout(PATIENCE)
    const end = (answer: z.infer<typeof Holder> | 'nobody' | null) => {
      socket.destroy()
      done(answer)
    }
    socket.on('data', (chunk) => {
      text += chunk
      if (text.length > LONGEST_ANSWER) end(null)
    })
    socket.on('end', () => end(holderIn(text)))
    socket.on('timeout', () => end(null))
    socket.on('error', (error) =>
      end(hasCode(error, 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE') ? 'nobody' : null),
    )
  })
}

function holderIn(text: string): z.infer<typeof Holder> | 'nobody' | null {
  if (text === '') return 'nobody' // it ended while it was asked
  try {
    return Holder.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Removes a dead holder's socket; of several that find it, one at a time looks again and removes it. */
async function clearStale(path: string): Promise<void> {
  const clearing = `${path}.clearing`
  if (await isOld(clearing)) await rm(clearing, { recursive: true, force: true })
  try {
    await mkdir(clearing)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return
    throw error
  }
  try {
    if ((await askHolder(path)) === 'nobody') await rm(path, { force: true })
  } finally {
    await rmdir(clearing)
  }
}

async function isOld(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > STALE_CLEARING
  } catch {
    return false
  }
}
