import { open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { AppError, messageOf } from '../../core/errors.ts'

/** A transfer that broke off for a reason that may be gone at the next try; the message goes into a sentence. */
export class BrokenOff extends Error {}

/** What to fetch: `bytes` in all, of which `part` may hold the beginning. */
export interface Transfer {
  part: string
  bytes: number
  signal: AbortSignal
  onProgress: (received: number, bytes: number) => void
  /** The server may say nothing for so long, in milliseconds. */
  silenceMs?: number
}

/**
 * Fetches what is missing of a file and adds it to `part`, over redirects.
 *
 * Goes on with `Range`, and `If-Range` where the server gave an ETag (RFC 9110, 13.1.5 and 14.2); a server
 * that sends all of it anyway is taken from the start. Throws {@link BrokenOff} when trying again may help.
 */
export async function fetchRest(url: string, transfer: Transfer): Promise<void> {
  const { part, bytes } = transfer
  const have = await beginningOf(part, bytes)
  if (have === bytes) return
  const silence = watchSilence(transfer.signal, transfer.silenceMs ?? 30_000)
  try {
    const response = await ask(url, await headersFor(part, have), silence.signal)
    const from = await startOf(response, { url, part, have, bytes }).catch(async (error: unknown) => {
      await response.body?.cancel()
      throw error
    })
    await writeFile(`${part}.etag`, strongTag(response) ?? '')
    await store(response, from, transfer, silence.heard)
  } catch (error) {
    if (silence.isOver()) throw new BrokenOff('the server fell silent', { cause: error })
    throw error
  } finally {
    silence.end()
  }
}

/** Removes what has arrived, so that the next try starts anew. */
export async function discard(part: string): Promise<void> {
  await rm(part, { force: true })
  await rm(`${part}.etag`, { force: true })
}

/** More than there can be is no beginning of the right file. */
async function beginningOf(part: string, bytes: number): Promise<number> {
  const size = await stat(part).then(
    (file) => file.size,
    () => 0,
  )
  if (size <= bytes) return size
  await discard(part)
  return 0
}

async function headersFor(part: string, have: number): Promise<Record<string, string>> {
  const plain = { 'Accept-Encoding': 'identity' }
  if (have === 0) return plain
  const tag = await readFile(`${part}.etag`, 'utf8').catch(() => '')
  return { ...plain, Range: `bytes=${have}-`, ...(tag && { 'If-Range': tag }) }
}

async function ask(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers, signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new BrokenOff(`${new URL(url).host} cannot be reached (${reasonOf(error)})`, { cause: error })
  }
}

/** Judges the answer and returns at which byte it begins. */
async function startOf(
  response: Response,
  { url, part, have, bytes }: { url: string; part: string; have: number; bytes: number },
): Promise<number> {
  const { status } = response
  if (status === 416) {
    await discard(part)
    throw new BrokenOff('the server has nothing to go on with; it starts anew')
  }
  if (status >= 500 || status === 408 || status === 429) throw new BrokenOff(`${url} answers ${status}`)
  if (status === 404 || status === 410) {
    throw new AppError(
      'not_found',
      `${url} answers ${status}: the file is not there. Another mirror can be set with STOCKROOM_WEIGHTS_MIRROR.`,
    )
  }
  if (status !== 200 && status !== 206)
    throw new AppError('unavailable', `${url} answers ${status}, so it cannot be downloaded.`)
  if (/^text\/html/i.test(response.headers.get('content-type') ?? '')) {
    throw new AppError(
      'unavailable',
      `${url} answers with a web page instead of the file. Is there a login page between this machine and the internet?`,
    )
  }
  return status === 206
    ? partialStart(response, { url, part, have, bytes })
    : wholeStart(response, url, bytes)
}

function wholeStart(response: Response, url: string, bytes: number): number {
  const length = response.headers.get('content-length')
  if (length !== null && Number(length) !== bytes) throw otherSize(url, Number(length), bytes)
  return 0
}

async function partialStart(
  response: Response,
  { url, part, have, bytes }: { url: string; part: string; have: number; bytes: number },
): Promise<number> {
  const [, start, total] =
    /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? []
  if (total !== undefined && total !== '*' && Number(total) !== bytes) {
    await discard(part)
    throw otherSize(url, Number(total), bytes)
  }
  if (Number(start) === have) return have
  await discard(part)
  throw new BrokenOff('the server goes on at another place than it was asked for; it starts anew')
}

function otherSize(url: string, found: number, bytes: number): AppError {
  const [has, wanted] = [found.toLocaleString('en-US'), bytes.toLocaleString('en-US')]
  return new AppError(
    'unsupported',
    `${url} has ${has} bytes instead of ${wanted}, so it is another file than the official one.`,
  )
}

async function store(response: Response, from: number, transfer: Transfer, heard: () => void): Promise<void> {
  const { part, bytes, onProgress } = transfer
  if (from === 0) await writeFile(part, '')
  await truncate(part, from)
  const file = await open(part, 'a')
  let received = from
  try {
    for await (const chunk of chunksOf(response)) {
      heard()
      received += chunk.length
      if (received > bytes) break
      await file.appendFile(chunk)
      onProgress(received, bytes)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  if (received > bytes) {
    await discard(part)
    throw new AppError(
      'unsupported',
      `${response.url} sends more than the ${bytes.toLocaleString('en-US')} bytes of the official file. It was thrown away.`,
    )
  }
  if (received < bytes) throw new BrokenOff('the connection broke off')
}

/** The body's chunks; a connection that breaks is told apart from a disk that fails. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  if (!response.body) return
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new BrokenOff(`the connection broke off (${reasonOf(error)})`, { cause: error })
      })
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** A weak tag promises the same picture, not the same bytes. */
function strongTag(response: Response): string | null {
  const tag = response.headers.get('etag')
  return tag?.startsWith('"') ? tag : null
}

/** fetch says only "fetch failed"; the cause knows more. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause ? error.cause : error)
}

/** Ends a transfer in which nothing arrives any more. */
function watchSilence(outer: AbortSignal, silenceMs: number) {
  const controller = new AbortController()
  let isOver = false
  const end = () => {
    isOver = true
    controller.abort()
  }
  let timer = setTimeout(end, silenceMs)
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    heard() {
      clearTimeout(timer)
      timer = setTimeout(end, silenceMs)
    },
    isOver: () => isOver,
    end: () => clearTimeout(timer),
  }
}
