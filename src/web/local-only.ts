import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Settings } from '../config/settings.ts'
import { AppError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'

/**
 * Keeps other websites out: a browser tells in `Host` which name it was sent to and in `Origin` which page
 * sends, and both must be ours.
 *
 * Without the first, a hostile name that resolves to 127.0.0.1 could read the library (DNS rebinding);
 * without the second, any page could post to it.
 */
export function localOnly(settings: Pick<Settings, 'host' | 'api_token'>): RequestHandler {
  return (req, res, next) => {
    if (isLoopback(settings.host) && !isLoopback(hostName(req.headers.host))) {
      throw new AppError(
        'forbidden',
        'Stockroom answers only under the name of this machine (127.0.0.1 or localhost).',
      )
    }
    const token = bearerOf(req)
    if (token !== null && isForPrograms(req))
      return checkToken({ token, wanted: settings.api_token, res, next })
    const origin = req.headers.origin
    if (origin !== undefined && origin !== 'null' && hostOf(origin) === req.headers.host) return next()
    if (origin === undefined && !isCrossSite(req)) return next()
    throw new AppError('forbidden', 'Stockroom takes no requests from other websites.')
  }
}

/** Asks for the access code when one is set: as the password of HTTP Basic, with any name. */
export function accessCode({ access_code: code }: Pick<Settings, 'access_code'>): RequestHandler {
  return (req, res, next) => {
    if (!code || res.locals.hasToken === true || sameText(passwordOf(req), code)) return next()
    res.set('WWW-Authenticate', 'Basic realm="Stockroom", charset="UTF-8"')
    res.status(401).json({ error: { code: 'forbidden', message: 'Give the access code as the password.' } })
  }
}

/** What programs on other machines may do with a token: start a job, and see how it goes. */
function isForPrograms({ method, path }: Request): boolean {
  if (method === 'POST') return path === '/api/jobs/run'
  return method === 'GET' && /^\/api\/jobs\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(path)
}

/** The right token stands for the page it does not come from and for the access code. */
function checkToken({
  token,
  wanted,
  res,
  next,
}: {
  token: string
  wanted: string | undefined
  res: Response
  next: () => void
}): void {
  res.locals.hasToken = wanted !== undefined && sameText(token, wanted)
  if (res.locals.hasToken) return void next()
  const message = wanted
    ? 'This token is not the one in STOCKROOM_API_TOKEN.'
    : 'Stockroom takes no tokens yet. Set STOCKROOM_API_TOKEN (at least 16 characters) and start it again.'
  if (wanted) res.set('WWW-Authenticate', 'Bearer realm="Stockroom"')
  res.status(wanted ? 401 : 403).json({ error: { code: 'forbidden', message } })
}

/** Tells whether the browser runs on the machine that Stockroom runs on. */
export function isSameMachine(req: Request): boolean {
  return isLoopback(req.socket.remoteAddress ?? '')
}

/** Old browsers and programs send neither header; a link from elsewhere (`cross-site` navigation) may only look. */
function isCrossSite(req: Request): boolean {
  const site = req.headers['sec-fetch-site']
  return (site === 'cross-site' || site === 'same-site') && req.headers['sec-fetch-mode'] !== 'navigate'
}

function hostName(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

function bearerOf(req: Request): string | null {
  return /^bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null
}

function passwordOf(req: Request): string {
  const [scheme, encoded] = (req.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic' || !encoded) return ''
  return Buffer.from(encoded, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '')
}

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
